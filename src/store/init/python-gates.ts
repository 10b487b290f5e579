import type { GateCommands, ProjectRoot } from "./project-root.ts";

/** Files in which a Python project names its tools. */
const MANIFESTS = [
  "pyproject.toml",
  "setup.cfg",
  "setup.py",
  "tox.ini",
  "Pipfile",
  "requirements.txt",
  "requirements-dev.txt",
  "dev-requirements.txt",
];

/** Gates of a Python project: the tools that it names or configures; unittest, which comes with Python, where it has tests. */
export function pythonGates({ names, read }: ProjectRoot): GateCommands {
  const said = MANIFESTS.map((name) => read(name) ?? "").join("\n");
  const has = (tool: string, ...files: readonly string[]): boolean =>
    new RegExp(`\\b${tool}\\b`).test(said) || files.some((file) => names.includes(file));
  const test = has("pytest", "pytest.ini", "conftest.py")
    ? "pytest"
    : names.some((name) => name === "tests" || name === "test" || /^test_.*\.py$/.test(name))
      ? "python3 -m unittest"
      : undefined;
  return {
    ...(test === undefined ? {} : { test }),
    ...(has("ruff", "ruff.toml", ".ruff.toml") ? { lint: "ruff check ." } : {}),
    ...(has("mypy", "mypy.ini", ".mypy.ini") ? { types: "mypy ." } : {}),
  };
}
