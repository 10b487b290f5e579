import type { Instant } from "../ticket/model.ts";
import { compareTexts } from "./_compare.ts";
import type { Atom } from "./atom.ts";
import { isIgnored } from "./ignored.ts";
import { MAX_UNCOVERED } from "./limits.ts";
import { SEVERITIES } from "./sighting.ts";

/** How much of what is known is taken care of. */
export interface Coverage {
  /** Facts that are there, and that nobody said to leave alone. */
  readonly facts: number;
  /** Those among them that a ticket deals with. */
  readonly covered: number;
  /** From 0 to 1; 1 when there is nothing to cover. */
  readonly share: number;
  /** Bad ones without a ticket, the worst first; no more than a few of them. */
  readonly uncovered: readonly Atom[];
  readonly uncoveredCount: number;
}

export function coverageOf(atoms: readonly Atom[], now: Instant): Coverage {
  const there = atoms.filter((atom) => atom.gone === undefined && !isIgnored(atom, now));
  const open = there.filter(({ ticket }) => ticket === undefined);
  const bad = open.filter(({ severity }) => BAD.has(severity)).sort(byBadness);
  const covered = there.length - open.length;
  return {
    facts: there.length,
    covered,
    share: there.length === 0 ? 1 : covered / there.length,
    uncovered: bad.slice(0, MAX_UNCOVERED),
    uncoveredCount: bad.length,
  };
}

const BAD: ReadonlySet<string> = new Set(["high", "blocker"]);

const byBadness = (a: Atom, b: Atom): number =>
  SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || compareTexts(a.id, b.id);
