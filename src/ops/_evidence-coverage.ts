import type { Atom } from "../evidence/atom.ts";
import { coverageOf } from "../evidence/coverage.ts";
import type { Instant } from "../ticket/model.ts";

export interface CoverageReport {
  /** Open facts that have a ticket, as a share of all open ones; 1 when there is none. */
  readonly coverage: number;
  readonly covered: number;
  readonly total: number;
  readonly bySource: readonly { readonly source: string; readonly covered: number; readonly total: number }[];
  /** How many of the worst two severities have no ticket, and the first of them. */
  readonly uncoveredBad: number;
  readonly preview: readonly Pick<Atom, "id" | "severity" | "message" | "held">[];
}

/** How much of what is known has a ticket. */
export function coverageReport(atoms: readonly Atom[], now: Instant): CoverageReport {
  const { share, covered, facts, uncovered, uncoveredCount } = coverageOf(atoms, now);
  const bySource = [...Map.groupBy(atoms, ({ source }) => source)].map(([source, own]) => {
    const coverage = coverageOf(own, now);
    return { source, covered: coverage.covered, total: coverage.facts };
  });
  return {
    coverage: share,
    covered,
    total: facts,
    bySource: bySource.filter(({ total }) => total > 0).sort((a, b) => (a.source < b.source ? -1 : 1)),
    uncoveredBad: uncoveredCount,
    preview: uncovered.map(({ id, severity, message, held }) => ({
      id,
      severity,
      message,
      ...(held === undefined ? {} : { held }),
    })),
  };
}
