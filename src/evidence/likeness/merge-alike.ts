import { SEVERITIES, type Severity } from "../sighting.ts";
import type { Comparable } from "./comparable.ts";

/** Something found that may be one with others. */
export interface Mergeable extends Comparable {
  readonly severity: Severity;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly steps: readonly string[];
  readonly criteria: readonly string[];
  /** How many it was before it became one. */
  readonly mergedCount: number;
}

/** Makes one of several: the words of the first, the evidence and lists of all, the worst severity, the greatest confidence. */
export function mergeAlike(first: Mergeable, others: readonly Mergeable[]): Mergeable {
  const all = [first, ...others];
  const united = (listOf: (one: Mergeable) => readonly string[]): readonly string[] => [
    ...new Set(all.flatMap(listOf)),
  ];
  const worst = Math.max(...all.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return {
    ...first,
    anchors: united(({ anchors }) => anchors),
    evidence: united(({ evidence }) => evidence),
    severity: SEVERITIES[worst] ?? first.severity,
    confidence: Math.max(...all.map(({ confidence }) => confidence)),
    steps: united(({ steps }) => steps),
    criteria: united(({ criteria }) => criteria),
    mergedCount: all.reduce((sum, { mergedCount }) => sum + mergedCount, 0),
  };
}
