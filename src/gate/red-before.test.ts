import { expect, test } from "vitest";
import type { TestCase } from "../findings/test-report.ts";
import { failedBefore } from "./_excuse.ts";
import type { Phase, TestRun } from "./_test-runs.ts";

type Told = Readonly<Record<string, TestCase["outcome"]>>;

function run(told: Told, more: { readonly code?: number; readonly broken?: readonly string[] } = {}): TestRun {
  const cases = Object.entries(told).map(([name, outcome]): TestCase => ({ name, outcome }));
  const broken = (more.broken ?? []).map((entry) => {
    const [file = "", stage] = entry.split(":");
    return { file, stage: stage === "build" ? "build" : "load", cause: "syntax", message: "" } as const;
  });
  const isRed = broken.length > 0 || cases.some(({ outcome }) => outcome === "failed");
  return {
    evidence: {
      ...{ name: "tests", command: "t", end: "exit", code: more.code ?? (isRed ? 1 : 0), durationMs: 1 },
      ...{ digest: "", outputBytes: 0, log: "" },
    },
    report: { format: "tap", cases, broken, complete: true },
  };
}

const phase = (...runs: readonly TestRun[]): Phase => ({ runs, written: [] });
const excused = (before: readonly TestRun[], now: TestRun) =>
  failedBefore({ before: phase(...before), now: phase(now) });

const RED: Told = { red: "failed", green: "passed" };

test("what failed in each run on the base and is all that fails now is named", () => {
  expect(excused([run(RED), run(RED)], run({ ...RED, more: "passed" }))).toEqual(["red"]);
  const broken = run(RED, { broken: ["b.test.js"] });
  expect(excused([broken, broken], broken)).toEqual(["b.test.js", "red"]);
});

test.for<[string, readonly TestRun[], TestRun]>([
  ["a test that passed fails", [run(RED)], run({ red: "failed", green: "failed" })],
  ["a new test fails", [run(RED)], run({ ...RED, more: "failed" })],
  ["a test that passed is skipped", [run(RED)], run({ red: "failed", green: "skipped" })],
  ["a test that passed is gone", [run(RED)], run({ red: "failed" })],
  ["the base's test fails now and then", [run(RED), run({ red: "passed", green: "passed" })], run(RED)],
  ["nothing that failed has a name", [run(RED)], run({ green: "passed", red: "passed" }, { code: 1 })],
  ["the program ends in another way", [run(RED)], run(RED, { code: 7 })],
  ["a file no longer loads", [run(RED)], run(RED, { broken: ["c.test.js"] })],
  ["nothing builds, as before", [run({}, { broken: ["x:build"] })], run({}, { broken: ["x:build"] })],
  ["the base's report cannot be read", [{ ...run(RED), report: undefined }], run(RED)],
  ["the report cannot be read", [run(RED)], { ...run(RED), report: undefined }],
])("nobody is excused when %s", ([, before, now]) => {
  expect(excused(before, now)).toEqual([]);
});
