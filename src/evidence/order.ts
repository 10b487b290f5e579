import { compareTexts } from "./_compare.ts";
import { SEVERITIES, type Severity } from "./sighting.ts";

/** What found tickets are ordered by. */
export interface Weighed {
  readonly severity: Severity;
  /** Different runs that saw it. */
  readonly runs: number;
  /** Pieces of evidence. */
  readonly evidence: number;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly title: string;
}

/** The worst first, then what was seen more often, on more evidence, with more confidence; then by title. */
export function byWeight(a: Weighed, b: Weighed): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    b.runs - a.runs ||
    b.evidence - a.evidence ||
    b.confidence - a.confidence ||
    compareTexts(a.title, b.title)
  );
}
