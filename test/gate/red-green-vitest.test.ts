import { join } from "node:path";
import { expect, test } from "vitest";
import { type Change, codesOf, project, type Stack, sharedFolder } from "./_project.ts";

const modules = join(import.meta.dirname, "../../node_modules");
/** How files are kept apart is not asked here, and a process for each of them is a quarter of the time of a run. */
const shared = "--pool=threads --no-isolate";
const run = `${JSON.stringify(process.execPath)} node_modules/vitest/vitest.mjs run ${shared} --reporter=json --outputFile=.reports/tests.json`;
const stack: Stack = {
  files: { "package.json": '{"type":"module"}\n', ".gitignore": "node_modules\n.reports\n" },
  testCommand: run,
  testGlobs: ["**/*.test.ts", "**/__snapshots__/**"],
  reportFile: ".reports/tests.json",
  links: { node_modules: modules },
  cacheFolder: sharedFolder(),
};
const sum = "export const sum = (a: number, b: number) => a + b;\n";
const sumTest = `import { expect, test } from "vitest";\nimport { sum } from "./sum.ts";\ntest("adds", () => expect(sum(1, 2)).toBe(3));\n`;
const files: Change = { "src/sum.ts": sum, "src/sum.test.ts": sumTest };
const withMinus = `${sum}export const minus = (a: number, b: number) => a - b;\n`;
const minusTest = `import { expect, test } from "vitest";\nimport { minus } from "./sum.ts";\ntest("subtracts", () => expect(minus(3, 2)).toBe(1));\n`;

test("honest work, with names that are the same in every folder", async () => {
  const proof = await project(stack, files).prove({ "src/sum.ts": withMinus, "src/minus.test.ts": minusTest });
  expect(proof).toMatchObject({ strength: "proven", findings: [] });
  expect(proof.red).toEqual([{ name: "src/minus.test.ts > subtracts", cause: "missing-symbol" }]);
});

test("a module that the change brings, and a test that moved to another file", async () => {
  const change = {
    "src/far.ts": "export const far = 1;\n",
    "src/sum.test.ts": null,
    "src/deep/sum.test.ts": sumTest.replace("./", "../"),
  };
  const farTest = `import { expect, test } from "vitest";\nimport { far } from "./far.ts";\ntest("far", () => expect(far).toBe(1));\n`;
  const proof = await project(stack, files).prove({ ...change, "src/far.test.ts": farTest });
  expect(proof).toMatchObject({
    strength: "proven",
    red: [{ name: "src/far.test.ts", cause: "missing-symbol" }],
    findings: [],
  });
});

const snapTest = `import { expect, test } from "vitest";\nimport * as all from "./sum.ts";\ntest("keys", () => expect(Object.keys(all).sort()).toMatchSnapshot());\n`;

test("a snapshot that is committed is compared, one that is not does not write itself", async () => {
  const stored =
    '// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\nexports[`keys 1`] = `\n[\n  "minus",\n  "sum",\n]\n`;\n';
  const change = { "src/sum.ts": withMinus, "src/keys.test.ts": snapTest };
  const honest = await project(stack, files).prove({ ...change, "src/__snapshots__/keys.test.ts.snap": stored });
  expect(honest).toMatchObject({ strength: "proven", findings: [] });
  const lazy = await project(stack, files).prove(change);
  expect(lazy.strength).toBe("none");
  expect(codesOf(lazy)).toEqual(["green-missing", "red-missing"]);
});

test("a command that lets snapshots write themselves is found out", async () => {
  const one = project({ ...stack, testCommand: `${run} --update` }, files);
  const proof = await one.prove({ "src/sum.ts": withMinus, "src/keys.test.ts": snapTest });
  expect(proof.strength).toBe("none");
  expect(codesOf(proof)).toEqual(["red-missing", "tests-write-files"]);
});
