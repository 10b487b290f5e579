import type { Atom } from "../../evidence/atom.ts";
import { coverageOf } from "../../evidence/coverage.ts";
import { MAX_UNCOVERED } from "../../evidence/limits.ts";
import { byBadness } from "../../plan/from-evidence/severity.ts";
import type { Instant } from "../../ticket/model.ts";
import { isCovered, type OtherFact } from "./_others.ts";

export interface CoverageReport {
  /** Open facts that have a ticket, as a share of all open ones; 1 when there is none. */
  readonly coverage: number;
  readonly covered: number;
  readonly total: number;
  readonly bySource: readonly { readonly source: string; readonly covered: number; readonly total: number }[];
  /** How many of the worst two severities have no ticket, and the first of them. */
  readonly uncoveredBad: number;
  readonly preview: readonly Pick<Atom, "id" | "severity" | "message" | "held">[];
  /** Of these numbers, how many are entries that other tools keep in the YAML ledger; absent where there are none. */
  readonly others?: { readonly covered: number; readonly total: number };
}

interface Around {
  readonly now: Instant;
  /** Open entries of other tools. */
  readonly others: readonly OtherFact[];
}

/** How much of what is known has a ticket. */
export function coverageReport(atoms: readonly Atom[], { now, others }: Around): CoverageReport {
  const own = coverageOf(atoms, now);
  const dealtWith = others.filter(isCovered).length;
  const [covered, total] = [own.covered + dealtWith, own.facts + others.length];
  const bare = others.flatMap((one) =>
    isCovered(one) || one.severity === undefined ? [] : [{ ...one, severity: one.severity }],
  );
  const bad = bare.filter(({ severity }) => severity === "high" || severity === "blocker");
  const preview = [
    ...own.uncovered.map(shown),
    ...bad.map(({ id, severity }) => ({ id, severity, message: OTHERS_WORDS })),
  ];
  return {
    coverage: total === 0 ? 1 : covered / total,
    covered,
    total,
    bySource: bySource(atoms, { now, others }),
    uncoveredBad: own.uncoveredCount + bad.length,
    preview: preview.toSorted((a, b) => byBadness(a.severity, b.severity)).slice(0, MAX_UNCOVERED),
    ...(others.length === 0 ? {} : { others: { covered: dealtWith, total: others.length } }),
  };
}

/** Their ledger keeps no words. */
const OTHERS_WORDS = "kept by another tool; docket evidence show tells what is known of it";

const shown = ({ id, severity, message, held }: Atom) => ({
  id,
  severity,
  message,
  ...(held === undefined ? {} : { held }),
});

function bySource(atoms: readonly Atom[], { now, others }: Around): CoverageReport["bySource"] {
  const [ours, theirs] = [Map.groupBy(atoms, ({ source }) => source), Map.groupBy(others, ({ source }) => source)];
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .map((source) => {
      const { covered, facts } = coverageOf(ours.get(source) ?? [], now);
      const other = theirs.get(source) ?? [];
      return { source, covered: covered + other.filter(isCovered).length, total: facts + other.length };
    })
    .filter(({ total }) => total > 0)
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}
