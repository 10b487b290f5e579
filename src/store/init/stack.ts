/** What the files at the root of a project say about it. */
export interface Detected {
  readonly stack: Stack;
  /** Out of the manifest; undefined when it names none. */
  readonly name: string | undefined;
}

export type Stack = "typescript" | "javascript" | "python" | "go" | "rust" | "swift" | "generic";

/** Text of a file at the project's root; undefined when it is not there or cannot be read. */
export type ReadText = (name: string) => string | undefined;

interface Sign {
  readonly stack: Stack;
  /** Any one of these files, and all of `also`. */
  readonly any: readonly string[];
  readonly also?: string;
}

/** The first sign that fits decides. */
const signs: readonly Sign[] = [
  { stack: "typescript", any: ["package.json"], also: "tsconfig.json" },
  { stack: "javascript", any: ["package.json"] },
  { stack: "python", any: ["pyproject.toml", "setup.py", "requirements.txt"] },
  { stack: "go", any: ["go.mod"] },
  { stack: "rust", any: ["Cargo.toml"] },
  { stack: "swift", any: ["Package.swift"] },
];

/** Tells the stack and the name of a project from the names of the files at its root. */
export function detectStack(names: readonly string[], read: ReadText): Detected {
  const there = new Set(names);
  const sign = signs.find(
    ({ any, also }) => any.some((name) => there.has(name)) && (also === undefined || there.has(also)),
  );
  const stack = sign?.stack ?? "generic";
  const manifest = sign?.any.find((name) => there.has(name));
  const name = manifest === undefined ? undefined : nameIn(manifest, read(manifest) ?? "");
  return { stack, name };
}

/** A pattern a manifest: none of them needs its own parser for one line. The text is data and is never run. */
const namePatterns: Readonly<Record<string, RegExp>> = {
  "pyproject.toml": /^\[(?:project|tool\.poetry)\][^[]*?^name\s*=\s*["']([^"'\n]+)["']/m,
  "setup.py": /\bname\s*=\s*["']([^"'\n]+)["']/,
  "go.mod": /^module\s+"?([^\s"]+)"?/m,
  "Cargo.toml": /^\[package\][^[]*?^name\s*=\s*["']([^"'\n]+)["']/m,
  "Package.swift": /\bname\s*:\s*"([^"\n]+)"/,
};

/** The name at the top level of package.json comes before nested ones in practice; a nested one is never deeper than two blanks. */
const packageName = /^\s*\{(?:[^{}]|\{[^{}]*\})*?"name"\s*:\s*"([^"\\\n]+)"/;

function nameIn(manifest: string, text: string): string | undefined {
  const start = text.slice(0, 65_536).replaceAll("\r\n", "\n");
  const found = (manifest === "package.json" ? packageName : namePatterns[manifest])?.exec(start)?.[1];
  // A Go module is known by the last part of its path that is not a version.
  const name =
    manifest === "go.mod"
      ? found
          ?.replace(/\/v\d+$/, "")
          .split("/")
          .at(-1)
      : found;
  return name === undefined || /[\u0000-\u001f\u007f]/.test(name) || name.length > 200 ? undefined : name;
}
