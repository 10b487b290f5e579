import type { Atom } from "../evidence/atom.ts";
import { isIgnored } from "../evidence/ignored.ts";
import { byBadness } from "../plan/from-evidence/severity.ts";
import type { Instant } from "../ticket/model.ts";

export interface CoverageReport {
  /** Open facts that have a ticket, out of all open ones; 1 when there is none. */
  readonly coverage: number;
  readonly covered: number;
  readonly total: number;
  readonly bySource: readonly { readonly source: string; readonly covered: number; readonly total: number }[];
  /** How many of the worst two severities have no ticket, and the first of them. */
  readonly uncoveredBad: number;
  readonly preview: readonly Pick<Atom, "id" | "severity" | "message" | "held">[];
}

const PREVIEW = 25;

/** How much of what is known has a ticket. */
export function coverageReport(atoms: readonly Atom[], now: Instant): CoverageReport {
  const open = atoms.filter((atom) => atom.gone === undefined && !isIgnored(atom, now));
  const covered = open.filter(({ ticket }) => ticket !== undefined).length;
  const bare = open.filter(
    ({ ticket, severity }) => ticket === undefined && (severity === "high" || severity === "blocker"),
  );
  const worst = bare.toSorted((a, b) => byBadness(a.severity, b.severity) || (a.id < b.id ? -1 : 1));
  const bySource = [...Map.groupBy(open, ({ source }) => source)].map(([source, all]) => ({
    source,
    covered: all.filter(({ ticket }) => ticket !== undefined).length,
    total: all.length,
  }));
  return {
    coverage: open.length === 0 ? 1 : covered / open.length,
    covered,
    total: open.length,
    bySource: bySource.sort((a, b) => (a.source < b.source ? -1 : 1)),
    uncoveredBad: worst.length,
    preview: worst.slice(0, PREVIEW).map(({ id, severity, message, held }) => ({
      id,
      severity,
      message,
      ...(held === undefined ? {} : { held }),
    })),
  };
}
