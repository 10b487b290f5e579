import { expect, test } from "vitest";
import { readTally } from "../../scripts/tally.ts";

const report = (files: readonly { readonly status: string; readonly tests: readonly string[] }[]): string =>
  JSON.stringify({
    testResults: files.map((file) => ({
      name: "a.test.ts",
      message: "",
      status: file.status,
      assertionResults: file.tests.map((status, at) => ({ status, fullName: `test ${at}` })),
    })),
  });

test("counts what passed and what failed, and names what was skipped", () => {
  const text = report([
    { status: "failed", tests: ["passed", "failed", "skipped"] },
    { status: "passed", tests: ["passed", "todo"] },
  ]);
  expect(readTally(text, 1)).toEqual({ passed: 2, failed: 1, skipped: ["test 2", "test 1"] });
});

test("counts a file that could not be loaded as a failure", () => {
  const text = report([
    { status: "failed", tests: [] },
    { status: "passed", tests: ["passed"] },
  ]);
  expect(readTally(text, 1)).toMatchObject({ passed: 1, failed: 1 });
});

test("never reports success for a run that ended badly, ran nothing or wrote nothing", () => {
  expect(readTally(report([{ status: "passed", tests: ["passed"] }]), 1).failed).toBe(1);
  expect(readTally(report([]), 0).failed).toBe(1);
  expect(readTally(undefined, 137).failed).toBe(1);
});
