import type { Cause, TestReport } from "../findings/test-report.ts";

/** A test, or a file of tests, that did not come out well in at least one run. */
export interface BadOutcome {
  /** `failed` and `broken` did so in every run in which they were seen; `flaky` now so and now otherwise. */
  readonly rule: "failed" | "broken" | "flaky";
  /** What the report calls it; of a broken file its path. */
  readonly name: string;
  readonly file?: string;
  readonly cause: Cause;
  readonly message: string;
  readonly failedRuns: number;
  readonly seenRuns: number;
}

interface Tally {
  readonly bad: Omit<BadOutcome, "rule" | "failedRuns" | "seenRuns">;
  readonly isBroken: boolean;
  failedRuns: number;
}

/** What several runs of the same tests say together. */
export function badOutcomes(reports: readonly TestReport[]): readonly BadOutcome[] {
  const tallies = new Map<string, Tally>();
  for (const report of reports) countBad(report, tallies);
  const seen = reports.map(seenIn);
  return [...tallies.values()].map(({ bad, isBroken, failedRuns }) => {
    const seenRuns = isBroken
      ? reports.filter((report) => isLoaded(report, bad.name)).length + failedRuns
      : seen.filter((names) => names.has(bad.name)).length;
    const rule = failedRuns < seenRuns ? "flaky" : isBroken ? "broken" : "failed";
    return { ...bad, rule, failedRuns, seenRuns };
  });
}

const caseKey = (name: string, file = ""): string => `test ${file} ${name}`;
const brokenKey = (file: string): string => `file ${file}`;

/** Of tests with one name in one file it is enough that one failed; in two files they are two. */
function countBad(report: TestReport, tallies: Map<string, Tally>): void {
  const counted = new Set<string>();
  const count = (key: string, bad: Tally["bad"], isBroken: boolean): void => {
    if (counted.has(key)) return;
    counted.add(key);
    const tally = tallies.get(key) ?? { bad, isBroken, failedRuns: 0 };
    tally.failedRuns += 1;
    tallies.set(key, tally);
  };
  for (const { name, file, outcome, cause = "other", message = "" } of report.cases)
    if (outcome === "failed")
      count(caseKey(name, file), { name, cause, message, ...(file === undefined ? {} : { file }) }, false);
  for (const { file, cause, message } of report.broken)
    count(brokenKey(file), { name: file, file, cause, message }, true);
}

/** A test that was skipped says nothing. */
function seenIn(report: TestReport): ReadonlySet<string> {
  const ran = report.cases.filter(({ outcome }) => outcome === "passed" || outcome === "failed");
  return new Set(ran.map(({ name }) => name));
}

/** Some formats name the file of a failure only, so that a file which loaded is known by a whole report without it. */
function isLoaded(report: TestReport, file: string): boolean {
  return report.complete && report.cases.length > 0 && !report.broken.some((broken) => broken.file === file);
}
