import { judgeKept } from "./_kept.ts";
import type { Phase, TestRun } from "./_test-runs.ts";
import { stateOf } from "./_test-states.ts";

interface Runs {
  /** On the base. */
  readonly before: Phase;
  /** Where the gate failed. */
  readonly now: Phase;
}

/**
 * The tests by which a gate fails, when each of them failed on the base too, in every run, and nothing that passed there is lost.
 * None at all where anything else may be behind the failure: nobody is excused by what cannot be read.
 */
export function failedBefore({ before, now }: Runs): readonly string[] {
  const [base, head] = [stateOf(before), stateOf(now)];
  if (![base, head].every(({ isReadable, isWhole, exit }) => isReadable && isWhole && exit === "failed")) return [];
  if (exitCodes(before) !== exitCodes(now)) return [];
  const kept = judgeKept({ base, overlay: head, head });
  if (kept.findings.some(({ severity }) => severity === "error")) return [];
  const red = [...head.tests].filter(([, { failed }]) => failed.max > 0);
  const wasRed = red.every(([name, { failed }]) => (base.tests.get(name)?.failed.min ?? 0) >= failed.max);
  const broken = now.runs.flatMap(brokenIn);
  const wasBroken = broken.every(({ file, stage }) => stage === "load" && base.broken.has(file));
  if (!wasRed || !wasBroken) return [];
  return [...new Set([...red.map(([name]) => name), ...broken.map(({ file }) => file)])].sort();
}

const brokenIn = ({ report }: TestRun): NonNullable<TestRun["report"]>["broken"] => report?.broken ?? [];

/** Test programs say by their code that tests failed; another one says something else. */
const exitCodes = ({ runs }: Phase): string => [...new Set(runs.map(({ evidence }) => evidence.code))].sort().join(" ");
