import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fileNotFound } from "../../src/ports/faults.ts";
import { type Change, codesOf, project, type Stack, sharedFolder } from "./_project.ts";

const node = JSON.stringify(process.execPath);
const alone: Stack = {
  files: { "package.json": '{"type":"module"}\n', ".gitignore": "node_modules\n" },
  testCommand: `${node} --test --test-reporter=tap`,
  testGlobs: ["test/**"],
};
const apart: Stack = { ...alone, cacheFolder: sharedFolder() };
/** All files in one process, where it does not matter how a file fails to load: a process for each is most of the time of a run. */
const stack: Stack = { ...apart, testCommand: `${node} --test --test-isolation=none --test-reporter=tap` };
const HEAD = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\n';
const sum = "export const sum = (a, b) => a + b;\n";
const sumTest = `${HEAD}import { sum } from "../src/sum.js";\ntest("adds", () => assert.equal(sum(1, 2), 3));\n`;
const files: Change = { "src/sum.js": sum, "test/sum.test.js": sumTest };

const withMinus = `${sum}export const minus = (a, b) => a - b;\n`;
const minusTest = `${HEAD}import * as all from "../src/sum.js";\ntest("subtracts", () => assert.equal(all.minus(3, 2), 1));\n`;

test("honest work: a test of what did not exist fails on the base and passes now", async () => {
  const one = project(alone, files);
  const proof = await one.prove({ "src/sum.js": withMinus, "test/minus.test.js": minusTest });
  expect(proof).toMatchObject({
    strength: "proven",
    red: [{ name: "subtracts", cause: "missing-symbol" }],
    ...{ stillRed: [], regressions: [], flaky: [], findings: [] },
  });
  expect(proof.runs.map(({ name, code }) => `${name}: ${code}`)).toEqual([
    ...["tests on base, run 1: 0", "tests on base, run 2: 0"],
    ...["tests on overlay, run 1: 1", "tests on overlay, run 2: 1"],
    "tests on head, run 1: 0",
  ]);
  expect(proof.runs.every(({ digest, log }) => /^[0-9a-f]{64}$/.test(digest) && log !== "")).toBe(true);
  expect(one.left()).toEqual([]);
});

test.for<[string, Partial<Stack>, string]>([
  ["for people", { testCommand: `${node} --test` }, "proven"],
  [
    "as JUnit, which does not say why a file does not load",
    {
      testCommand: `${node} --test --test-reporter=junit --test-reporter-destination=report.xml`,
      reportFile: "report.xml",
    },
    "weak",
  ],
])("honest work, reported %s", async ([, told, strength]) => {
  const byName = minusTest.replace("* as all", "{ minus }").replace("all.minus", "minus");
  const proof = await project({ ...alone, ...told }, files).prove({
    "src/sum.js": withMinus,
    "test/minus.test.js": byName,
  });
  expect(proof).toMatchObject({ strength, red: [{ name: "test/minus.test.js" }], regressions: [] });
  expect(codesOf(proof)).toEqual(strength === "weak" ? ["red-weak"] : []);
});

test("no test can tell from its folder whether it is meant to fail", async () => {
  const told = `${HEAD}import { appendFileSync } from "node:fs";\ntest("stands", () => appendFileSync("../places", process.cwd() + "\\n"));\n`;
  const one = project(alone, { ...files, "test/stands.test.js": told });
  await one.prove({ "src/sum.js": withMinus, "test/minus.test.js": minusTest });
  const places = readFileSync(join(dirname(one.folder), "scratch/places"), "utf8")
    .trim()
    .split("\n");
  expect(places).toHaveLength(5);
  expect(new Set(places).size).toBe(1);
});

test("honest work: a mended mistake, shown by an assertion", async () => {
  const one = project(stack, { ...files, "src/sum.js": "export const sum = (a, b) => (a > 1 ? a : a + b);\n" });
  const proof = await one.prove({
    "src/sum.js": sum,
    "test/sum.test.js": `${sumTest}test("adds two", () => assert.equal(sum(2, 2), 4));\n`,
  });
  expect(proof).toMatchObject({ strength: "proven", red: [{ name: "adds two", cause: "assertion" }], findings: [] });
});

test("a file that cannot be linked on the base is a missing symbol, by name and by path", async () => {
  const byName = minusTest.replace("* as all", "{ minus }").replace("all.minus", "minus");
  const byPath = `${HEAD}import { far } from "../src/far.js";\ntest("is far", () => assert.equal(far, 1));\n`;
  const one = project(apart, files);
  const change = { "src/sum.js": withMinus, "src/far.js": "export const far = 1;\n" };
  const proof = await one.prove({ ...change, "test/minus.test.js": byName, "test/far.test.js": byPath });
  expect(proof.strength).toBe("proven");
  expect(proof.red).toEqual([
    { name: "test/far.test.js", cause: "missing-symbol" },
    { name: "test/minus.test.js", cause: "missing-symbol" },
  ]);
  expect(proof.findings).toEqual([]);
});

test("an error that a mended source no longer throws is weak: it is no assertion", async () => {
  const one = project(stack, {
    ...files,
    "src/sum.js": 'export const sum = (a) => { throw new RangeError("no"); };\n',
  });
  const proof = await one.prove({ "src/sum.js": sum });
  expect(proof).toMatchObject({ strength: "weak", red: [{ name: "adds", cause: "other" }] });
  expect(codesOf(proof)).toEqual(["red-weak"]);
});

test("a test that failed on the base already is proof when it passes now, without a changed test", async () => {
  const one = project(stack, { ...files, "src/sum.js": "export const sum = (a, b) => a - b;\n" });
  const proof = await one.prove({ "src/sum.js": sum });
  expect(proof).toMatchObject({ strength: "proven", red: [{ name: "adds", cause: "assertion" }], findings: [] });
  expect(proof.runs).toHaveLength(3);
});

test.for<[string, Change, readonly string[]]>([
  ["source without a test", { "src/sum.js": withMinus }, ["red-missing"]],
  [
    "a test that already passed",
    { "src/sum.js": withMinus, "test/more.test.js": sumTest.replace("adds", "still adds") },
    ["red-missing"],
  ],
  ["only tests", { "test/more.test.js": sumTest.replace("adds", "still adds") }, ["red-missing"]],
  ["a new test that fails now as well", { "test/minus.test.js": minusTest }, ["green-missing", "red-missing"]],
  [
    "a syntax error as red",
    { "src/sum.js": withMinus, "test/minus.test.js": minusTest.replace("3, 2)", "3 2)") },
    ["red-missing", "tests-not-loaded"],
  ],
  [
    "a package that is not there",
    { "src/sum.js": withMinus, "test/minus.test.js": `import "no-such-package";\n${minusTest}` },
    ["red-missing", "tests-not-loaded"],
  ],
  [
    "a test weakened to fit a mistake",
    { "src/sum.js": "export const sum = (a, b) => a;\n", "test/sum.test.js": sumTest.replace(", 3)", ", 1)") },
    [],
  ],
  [
    "a test that is skipped",
    {
      "src/sum.js": withMinus,
      "test/minus.test.js": minusTest,
      "test/sum.test.js": sumTest.replace('"adds"', '"adds", { skip: true }'),
    },
    ["test-silenced"],
  ],
  [
    "a test that is made a to-do",
    {
      "src/sum.js": withMinus,
      "test/minus.test.js": minusTest,
      "test/sum.test.js": sumTest.replace('"adds"', '"adds", { todo: true }'),
    },
    ["test-silenced"],
  ],
  [
    "a test that is deleted",
    { "src/sum.js": withMinus, "test/minus.test.js": minusTest, "test/sum.test.js": null },
    ["test-vanished"],
  ],
  [
    "what passed and fails now",
    { "src/sum.js": withMinus.replace("a + b", "a * b * 2"), "test/minus.test.js": minusTest },
    ["test-regressed"],
  ],
  ["nothing at all", {}, ["red-missing"]],
])("%s", async ([, change, codes]) => {
  const proof = await project(codes.includes("tests-not-loaded") ? apart : stack, files).prove(change);
  if (codes.length > 0) expect(codesOf(proof)).toEqual(codes);
  // A changed expectation is red by an assertion: that it is a weaker one is for the rules that read the diff.
  else expect(proof.strength).toBe("proven");
  if (codes.some((code) => code.startsWith("red-"))) expect(proof.strength).toBe("none");
});

test("a syntax error that only the base's sources bring about is no proof", async () => {
  const guarded = `${HEAD}import * as all from "../src/sum.js";\nif (!("minus" in all)) await import("data:text/javascript,const = 3");\ntest("subtracts", () => assert.equal(all.minus(3, 2), 1));\n`;
  const proof = await project(apart, files).prove({ "src/sum.js": withMinus, "test/minus.test.js": guarded });
  expect(proof).toMatchObject({ strength: "none", red: [], findings: [{ code: "red-wrong-reason" }] });
  expect(proof.findings[0]?.message).toContain("test/minus.test.js (syntax)");
});

test("a test that is only slow on the base is no proof", async () => {
  const slow = minusTest
    .replace(
      '"subtracts", () =>',
      '"subtracts", { timeout: 100 }, async () => "minus" in all ? 1 : new Promise((done) => setTimeout(done, 1_000)).then(() =>',
    )
    .replace(/\);\n$/, "));\n");
  const proof = await project(stack, files).prove({ "src/sum.js": withMinus, "test/minus.test.js": slow });
  expect(proof).toMatchObject({ strength: "none", red: [], findings: [{ code: "red-wrong-reason" }] });
  expect(proof.findings[0]?.message).toContain("subtracts (time-out)");
});

test("a helper that changed together with its test comes along", async () => {
  const helper = "export const near = (a, b) => Math.abs(a - b) < 0.1;\n";
  const test1 = `${HEAD}import { near } from "./helper.js";\nimport { sum } from "../src/sum.js";\ntest("near", () => assert.ok(near(sum(0.1, 0.2), 0.3)));\n`;
  const one = project(stack, {
    ...files,
    "src/sum.js": "export const sum = (a, b) => Math.round(a + b);\n",
    "test/helper.js": helper,
    "test/near.test.js": test1.replace("near(sum", "!near(sum"),
  });
  const proof = await one.prove({
    "src/sum.js": sum,
    "test/helper.js": helper.replace("0.1", "0.01"),
    "test/near.test.js": test1,
  });
  expect(proof).toMatchObject({ strength: "proven", red: [{ name: "near", cause: "assertion" }], findings: [] });
});

test("what was red before is named and not held against the change", async () => {
  const old = `${HEAD}test("old trouble", () => assert.equal(1, 2));\n`;
  const one = project(stack, { ...files, "test/old.test.js": old });
  const proof = await one.prove({ "src/sum.js": withMinus, "test/minus.test.js": minusTest });
  expect(proof).toMatchObject({ strength: "proven", stillRed: ["old trouble"], regressions: [] });
  expect(proof.findings.map(({ severity }) => severity)).toEqual(["info"]);
});

test("a test that passes every other time is named, and is no proof", async () => {
  const flip = `${HEAD}import { existsSync, rmSync, writeFileSync } from "node:fs";\ntest("flips", () => { const is = existsSync("../flip"); is ? rmSync("../flip") : writeFileSync("../flip", ""); assert.ok(is); });\n`;
  const one = project(stack, files);
  const proof = await one.prove({ "src/sum.js": withMinus, "test/flip.test.js": flip });
  expect(proof).toMatchObject({ strength: "none", flaky: ["flips"] });
  expect(codesOf(proof)).toEqual(["red-missing", "test-flaky"]);
});

test("a test that writes what it is compared with is found, however often it passes", async () => {
  const writes = `${HEAD}import { existsSync, readFileSync, writeFileSync } from "node:fs";\nimport * as all from "../src/sum.js";\ntest("snapshot", () => {\n  const now = Object.keys(all).join();\n  if (!existsSync("test/keys.snap")) writeFileSync("test/keys.snap", now);\n  assert.equal(readFileSync("test/keys.snap", "utf8"), now);\n});\n`;
  const proof = await project(stack, files).prove({ "src/sum.js": withMinus, "test/keys.test.js": writes });
  expect(proof.strength).toBe("none");
  expect(proof.findings).toMatchObject([
    { code: "red-missing" },
    { code: "tests-write-files", file: "test/keys.snap" },
  ]);
  const changed = await project(stack, { ...files, "test/keys.snap": "sum" }).prove({
    ...{ "src/sum.js": withMinus, "test/minus.test.js": minusTest },
    "test/keys.test.js": writes.replace("if (!existsSync", "if (existsSync"),
  });
  expect(codesOf(changed)).toEqual(["tests-write-files"]);
});

test("runs on a base are kept by its tree", async () => {
  const one = project(alone, files);
  await one.prove({ "src/sum.js": withMinus, "test/minus.test.js": minusTest });
  expect(one.runs()).toBe(5);
  const again = await one.prove({ "src/sum.js": withMinus, "test/minus.test.js": minusTest });
  expect(one.runs()).toBe(8);
  expect(again).toMatchObject({ strength: "proven", findings: [] });
  expect(again.runs).toHaveLength(5);
});

test("a command without a report leaves the exit code, which is weak", async () => {
  const bare: Stack = { ...stack, testCommand: `${node} test/sum.test.js > /dev/null && echo fine` };
  const one = project(bare, { ...files, "src/sum.js": "export const sum = (a, b) => a - b;\n" });
  const proof = await one.prove({ "src/sum.js": sum });
  expect(proof.strength).toBe("weak");
  expect(codesOf(proof)).toEqual(["red-weak", "tests-unreadable"]);
  const worse = await one.prove({ "src/sum.js": "throw 1;\n" });
  expect(codesOf(worse)).toEqual(["red-missing", "tests-unreadable"]);
});

test("a command that does not end is cut off and said", async () => {
  const one = project({ ...apart, limitMs: 1_500 }, files);
  const proof = await one.prove({
    "src/sum.js": `${withMinus}setInterval(() => {}, 1000);\n`,
    "test/minus.test.js": minusTest,
  });
  expect(codesOf(proof)).toContain("tests-cut-off");
});

test("where red is not asked for, only the base and the head are run", async () => {
  const one = project(stack, files);
  const proof = await one.attempt({ "src/sum.js": withMinus }, { wanted: "green" });
  expect(proof).toMatchObject({ ok: true, value: { strength: "not-asked", findings: [], runs: { length: 3 } } });
});

test("what an earlier proof left is taken away, and other worktrees are let alone", async () => {
  const one = project(stack, files);
  const lost = join(dirname(one.folder), "on-a-disk-that-is-away");
  execFileSync("git", ["worktree", "add", "-q", "--detach", lost], { cwd: one.folder });
  renameSync(lost, `${lost}-now`);
  const left = join(dirname(one.folder), "scratch/tree");
  execFileSync("git", ["worktree", "add", "-q", "--detach", left], { cwd: one.folder });
  writeFileSync(join(left, "half"), "");
  const proof = await one.prove({ "src/sum.js": withMinus, "test/minus.test.js": minusTest });
  expect(proof.strength).toBe("proven");
  const listed = execFileSync("git", ["worktree", "list", "--porcelain"], { cwd: one.folder, encoding: "utf8" });
  expect(listed.match(/^worktree .*/gm)).toEqual([`worktree ${one.folder}`, `worktree ${lost}`]);
  expect(one.left()).toEqual([]);
});

test("what cannot be run is a fault, and leaves nothing behind", async () => {
  const one = project(alone, files);
  const unknown = await one.attempt({}, { mergeBase: "0".repeat(40) });
  expect(unknown).toMatchObject({ ok: false, fault: { code: "proof-folder-failed" } });
  const unprepared = await one.attempt(
    {},
    { prepare: async () => ({ ok: false, fault: fileNotFound({ path: "x" }) }) },
  );
  expect(unprepared).toMatchObject({ ok: false, fault: { code: "file-not-found" } });
  expect(one.left()).toEqual([]);
});

test("tests with odd names and places are laid over the base: a folder may become a file", async () => {
  const odd = 'test/a b/\u00fcn\u00ef "q".test.js';
  const one = project(stack, {
    ...files,
    "test/data/one.txt": "1",
    "test/gone.test.js": sumTest.replace("adds", "adds again"),
  });
  const change = { "test/data/one.txt": null, "test/data": "1", [odd]: minusTest.replace("../src", "../../src") };
  const proof = await one.prove({ ...change, "src/sum.js": withMinus });
  expect(proof).toMatchObject({ strength: "proven", red: [{ name: "subtracts" }], findings: [] });
});
