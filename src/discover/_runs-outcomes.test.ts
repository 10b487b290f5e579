import { expect, test } from "vitest";
import type { Outcome, TestReport } from "../findings/test-report.ts";
import { badOutcomes } from "./_runs-outcomes.ts";

const run = (cases: Readonly<Record<string, Outcome>>, broken: readonly string[] = []): TestReport => ({
  ...{ format: "tap", complete: true },
  cases: Object.entries(cases).map(([name, outcome]) => ({ name, outcome })),
  broken: broken.map((file) => ({ file, cause: "syntax", message: "no", stage: "load" })),
});

const told = (...reports: readonly TestReport[]) =>
  badOutcomes(reports).map(({ rule, name, failedRuns, seenRuns }) => `${rule} ${name} ${failedRuns}/${seenRuns}`);

test("what fails in every run fails, what passes once is flaky, and what passes always is neither", () => {
  const first = run({ a: "failed", b: "failed", c: "passed", d: "passed" });
  const second = run({ a: "failed", b: "passed", c: "failed", d: "passed" });
  expect(told(first, second)).toEqual(["failed a 2/2", "flaky b 1/2", "flaky c 1/2"]);
});

test("a run in which a test was not seen, or skipped, says nothing of it", () => {
  expect(told(run({ a: "failed" }), run({}), run({ a: "skipped" }))).toEqual(["failed a 1/1"]);
});

test("of tests that share a name it is enough that one fails", () => {
  const twice: TestReport = {
    ...run({}),
    cases: [
      { name: "a", outcome: "passed" },
      { name: "a", outcome: "failed" },
    ],
  };
  expect(told(twice, twice)).toEqual(["failed a 2/2"]);
});

test("tests of one name in two files are two", () => {
  const inFiles = (...files: readonly string[]): TestReport => ({
    ...run({ passes: "passed" }),
    cases: files.map((file) => ({ name: "a", file, outcome: "failed" })),
  });
  expect(told(inFiles("x.js", "y.js"), inFiles("x.js"))).toEqual(["failed a 2/2", "flaky a 1/2"]);
});

test("a file that loads in another run is flaky; one whose other run ended early is not known to", () => {
  const loaded = run({ works: "passed" }, ["b.test.js"]);
  const first = run({ works: "passed" }, ["a.test.js", "b.test.js"]);
  expect(told(first, loaded)).toEqual(["flaky a.test.js 1/2", "broken b.test.js 2/2"]);
  expect(told(first, { ...loaded, complete: false })).toEqual(["broken a.test.js 1/1", "broken b.test.js 2/2"]);
});
