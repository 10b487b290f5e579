import type { Cause } from "../findings/test-report.ts";
import type { Finding } from "../std/finding.ts";
import { judgeKept } from "./_kept.ts";
import { type Red, redsOf } from "./_red.ts";
import type { Phase } from "./_test-runs.ts";
import { isFlaky, type PhaseState, stateOf } from "./_test-states.ts";
import { MAX_LISTED_NAMES } from "./limits.ts";
import { bounded, finding, WHOLE_CHANGE } from "./rules.ts";

/** What two sets of runs show about a change. */
export interface RedGreenJudgement {
  /** `proven`: a test fails without the change and passes with it, each time for a reason that counts. */
  readonly strength: "proven" | "weak" | "none" | "not-asked";
  readonly red: readonly { readonly name: string; readonly cause: Cause }[];
  /** Failed on the base and still do: named, not held against the change. */
  readonly stillRed: readonly string[];
  readonly regressions: readonly string[];
  readonly flaky: readonly string[];
  readonly findings: readonly Finding[];
}

export interface Phases {
  /** The base as it is. */
  readonly base: Phase;
  /** The base's sources with the head's tests; undefined where red is not asked for. */
  readonly overlay: Phase | undefined;
  readonly head: Phase;
  /** Files that are no tests and came with the change. */
  readonly addedSources: readonly string[];
}

/** Decides from the runs alone; nothing here knows how they came about. */
export function judgeRedGreen(phases: Phases): RedGreenJudgement {
  const [base, head] = [stateOf(phases.base), stateOf(phases.head)];
  const overlay = phases.overlay === undefined ? head : stateOf(phases.overlay);
  const isAsked = phases.overlay !== undefined;
  const reds = isAsked ? redsOf({ overlay, head, addedSources: phases.addedSources }) : [];
  const strength = isAsked ? strengthOf(reds) : "not-asked";
  const kept = judgeKept({ base, overlay, head });
  const flaky = [...new Set([base, overlay, head].flatMap(flakyIn))].sort();
  const findings = [
    ...judgeRed(reds, { strength, overlay }),
    ...kept.findings,
    ...flaky.map((name) =>
      finding("test-flaky", WHOLE_CHANGE, { message: `${name} passes and fails on the same files` }),
    ),
    ...judgeRuns({ base, overlay, head }),
    ...judgeWritten({ base, overlay, head }),
  ];
  return {
    strength,
    red: reds.filter(({ worth }) => worth === strength).map(({ name, cause }) => ({ name, cause })),
    stillRed: kept.stillRed,
    regressions: kept.regressions,
    flaky,
    findings: bounded(findings),
  };
}

function strengthOf(reds: readonly Red[]): "proven" | "weak" | "none" {
  return (["proven", "weak"] as const).find((worth) => reds.some((red) => red.worth === worth)) ?? "none";
}

interface States {
  readonly base: PhaseState;
  readonly overlay: PhaseState;
  readonly head: PhaseState;
}

function flakyIn({ tests }: PhaseState): readonly string[] {
  return [...tests].filter(([, state]) => isFlaky(state)).map(([name]) => name);
}

function judgeRed(
  reds: readonly Red[],
  { strength, overlay }: { readonly strength: RedGreenJudgement["strength"]; readonly overlay: PhaseState },
): readonly Finding[] {
  if (strength === "proven" || strength === "not-asked") return [];
  if (strength === "weak") {
    const message = `fails without the change, though not in a test's own assertion: ${listed(reds)}`;
    return [finding("red-weak", WHOLE_CHANGE, { message, hint: "add a test that asserts what the change is for" })];
  }
  if (reds.length > 0) {
    const message = `what fails without the change shows nothing: ${listed(reds)}`;
    const hint = "a test must fail by an assertion or by something that the change adds, not by a broken test";
    return [finding("red-wrong-reason", WHOLE_CHANGE, { message, hint })];
  }
  const cut = overlay.isWhole ? "" : " before the run was cut off";
  return [
    finding("red-missing", WHOLE_CHANGE, {
      message: `no test fails on the base's sources${cut} and passes with the change`,
      hint: "add a test that fails without the change",
    }),
  ];
}

function listed(reds: readonly Red[]): string {
  const names = reds.slice(0, MAX_LISTED_NAMES).map(({ name, cause }) => `${name} (${cause})`);
  const more = reds.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

/** What is wrong with the runs as runs. */
function judgeRuns({ base, overlay, head }: States): readonly Finding[] {
  const found: Finding[] = [];
  if (base.isReadable && !head.isReadable) {
    const message = "the base's tests could be read by name, the head's can not";
    found.push(finding("tests-cut-off", WHOLE_CHANGE, { message, hint: "look at the log of the run" }));
  }
  for (const [name, state] of [
    ["the base", base],
    ["the head", head],
  ] as const) {
    if (state.isWhole) continue;
    const message = `the tests on ${name} did not come to an end, or their report did not`;
    found.push(finding("tests-cut-off", WHOLE_CHANGE, { message, hint: "look at the log of the run" }));
  }
  if (!overlay.isReadable || !head.isReadable) {
    const message = "no known report of tests was printed or written";
    const hint = "let the test command print TAP, JUnit or JSON, or name the report's file in the settings";
    found.push(finding("tests-unreadable", WHOLE_CHANGE, { message, hint }));
  }
  const isExplained = head.broken.size > 0 || [...head.tests.values()].some(({ failed }) => failed.max > 0);
  if (head.exit !== "passed" && !isExplained && base.exit !== "failed") {
    const message = "the test command fails at the head, and no test that failed explains it";
    found.push(finding("tests-fail", WHOLE_CHANGE, { message, hint: "look at the log of the run" }));
  }
  return found;
}

/** Files that the base's own tests write as well are an old habit of the project, not of this change. */
function judgeWritten({ base, overlay, head }: States): readonly Finding[] {
  const paths = new Set([...overlay.written, ...head.written]);
  for (const path of base.written) paths.delete(path);
  return [...paths].sort().map((path) =>
    finding("tests-write-files", path, {
      message: `running the tests changed ${path}`,
      hint: "commit what the tests compare with; they may not write it themselves",
    }),
  );
}
