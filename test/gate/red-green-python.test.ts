import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { type Change, codesOf, project, type Stack, sharedFolder } from "./_project.ts";

const has = (...args: readonly string[]): boolean => spawnSync("python3", args).status === 0;
const cacheFolder = sharedFolder();
const stacks: readonly (readonly [string, boolean, Stack])[] = [
  [
    "unittest",
    has("--version"),
    { files: {}, testCommand: "python3 -m unittest discover -v", testGlobs: ["tests/**"], cacheFolder },
  ],
  [
    "pytest",
    has("-c", "import pytest"),
    { files: {}, testCommand: "python3 -m pytest -v -rA -p no:cacheprovider", testGlobs: ["tests/**"], cacheFolder },
  ],
];

const calc = "def add(a, b):\n    return a + b\n";
const testFile = (imports: string, body: string): string =>
  `import unittest\n${imports}\n\nclass Test(unittest.TestCase):\n    def ${body}\n`;
const files: Change = {
  "calc.py": calc,
  "tests/__init__.py": "",
  "tests/test_add.py": testFile("from calc import add", "test_add(self):\n        self.assertEqual(add(1, 2), 3)"),
};
const minus = "def minus(a, b):\n    return a - b\n";
const minusTest = testFile("from calc import minus", "test_minus(self):\n        self.assertEqual(minus(3, 2), 1)");

test.for(stacks)("%s: honest work, by what is missing and by an assertion", async ([, isThere, stack], { skip }) => {
  if (!isThere) skip("not on this machine");
  const honest = await project(stack, files).prove({ "calc.py": calc + minus, "tests/test_minus.py": minusTest });
  const red = [{ name: "tests/test_minus.py", cause: "missing-symbol" }];
  expect(honest).toMatchObject({ strength: "proven", red, findings: [] });
  const mended = await project(stack, { ...files, "calc.py": calc.replace("+", "*") }).prove({ "calc.py": calc });
  expect(mended).toMatchObject({ strength: "proven", red: [{ cause: "assertion" }], findings: [] });
});

test.for(stacks.slice(0, 1))(
  "%s: a module that the change brings is one, a package and a broken test are none",
  async ([, isThere, stack], { skip }) => {
    if (!isThere) skip("not on this machine");
    const one = project(stack, files);
    const module = await one.prove({ "far.py": minus, "tests/test_minus.py": minusTest.replace("calc", "far") });
    expect(module).toMatchObject({ strength: "proven", red: [{ cause: "missing-symbol" }], findings: [] });
    const broken = await one.prove({
      "calc.py": calc + minus,
      "tests/test_minus.py": minusTest.replace("self):", "self:"),
    });
    expect(broken.strength).toBe("none");
    expect(codesOf(broken)).toEqual(["red-missing", "tests-not-loaded"]);
    const foreign = await one.prove({
      "calc.py": calc + minus,
      "tests/test_minus.py": `import no_such_package\n${minusTest}`,
    });
    expect(codesOf(foreign)).toEqual(["red-missing", "tests-not-loaded"]);
  },
);
