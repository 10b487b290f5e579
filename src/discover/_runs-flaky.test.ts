import { expect, test } from "vitest";
import { atom, sighting } from "../../test/rigs/atoms.ts";
import type { TestReport } from "../findings/test-report.ts";
import { STEADY_RUNS, withUnsettled } from "./_runs-flaky.ts";

const of = (rule: string, subject: string, path = "a.test.ts") => ({
  source: "tests",
  identity: { rule, subject },
  place: { path },
});
const report = (complete = true): TestReport => ({ format: "tap", cases: [], broken: [], complete });
const reports = (count: number): readonly TestReport[] => Array.from({ length: count }, () => report());

const wobbles = atom(of("flaky", "wobbles"));
const told = sighting(of("flaky", "wobbles"));

test.each([1, 2, 3, STEADY_RUNS - 1])("%i runs are too few to call a flaky test mended, or failing", (count) => {
  expect(withUnsettled([], [wobbles], reports(count))).toEqual([told]);
  const failing = sighting(of("failed", "wobbles"));
  const other = sighting(of("failed", "wobbles", "b.test.ts"));
  expect(withUnsettled([failing, other], [wobbles], reports(count))).toEqual([other, told]);
});

test("so many runs are enough, unless one of them did not come to its end", () => {
  expect(withUnsettled([], [wobbles], reports(STEADY_RUNS))).toEqual([]);
  expect(withUnsettled([], [wobbles], [...reports(STEADY_RUNS - 1), report(false)])).toEqual([told]);
});

test("a flaky test that was seen as one is told once, as it was seen now", () => {
  const now = sighting({ ...of("flaky", "wobbles"), message: "now" });
  expect(withUnsettled([now], [wobbles], reports(3))).toEqual([now]);
});
