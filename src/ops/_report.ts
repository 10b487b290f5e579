import { allCycles, buildGraph } from "../plan/graph.ts";
import type { Finding } from "../std/finding.ts";
import type { Diagnosis } from "../store/doctor/diagnose.ts";
import type { FindCircles } from "../store/doctor/examined.ts";
import type { Remedy } from "../store/doctor/remedy.ts";
import { type Cards, cardsOf } from "./cards/cards-of.ts";

/** Which tickets wait for each other in a circle. */
export const circles: FindCircles = (nodes) => allCycles(buildGraph(nodes));

/** What a check of the backlog came to. */
export interface Report {
  /** What --fix did, or would do. */
  readonly planned?: readonly Remedy[];
  /** What is wrong (after --fix: what is still wrong). */
  readonly findings: readonly Finding[];
  readonly cards: Cards;
  readonly tickets: number;
  readonly counts: Readonly<Record<Finding["severity"], number>>;
  readonly strict?: true;
  readonly dryRun?: true;
}

export function reportOf(
  { findings, examined }: Pick<Diagnosis, "findings" | "examined">,
  more: { readonly strict: boolean; readonly planned?: readonly Remedy[] },
): Report {
  const count = (severity: Finding["severity"]): number => findings.filter((one) => one.severity === severity).length;
  return {
    ...(more.planned === undefined ? {} : { planned: more.planned }),
    findings,
    cards: cardsOf(findings),
    tickets: examined.tickets.length,
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    ...(more.strict ? { strict: true as const } : {}),
  };
}

/** Errors are findings for the exit code; warnings when asked to be strict. */
export const exitOfReport = ({ counts, strict }: Report): "ok" | "findings" =>
  counts.error > 0 || (strict === true && counts.warning > 0) ? "findings" : "ok";
