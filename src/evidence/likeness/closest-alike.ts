import { type AlikePair, alikePairs } from "./alike-pairs.ts";
import type { Comparable, Likeness } from "./comparable.ts";
import { isSame } from "./rules.ts";

/** What a new thing says once more: one that was there, or an earlier new one. */
export type Closest =
  | { readonly known: number; readonly likeness: Likeness }
  | { readonly fresh: number; readonly likeness: Likeness };

export interface ClosestInput {
  readonly known: readonly Comparable[];
  readonly fresh: readonly Comparable[];
}

/**
 * For each new thing, by its place, the one that it repeats; those that repeat nothing are left out. What is known comes before
 * what is new, the most alike before the others, and an earlier new one is never itself a repetition.
 */
export function closestAlike({ known, fresh }: ClosestInput): ReadonlyMap<number, Closest> {
  const { pairs } = alikePairs({ things: [...known, ...fresh], rule: isSame, known: known.length });
  const found = new Map<number, Closest>();
  for (const [b, own] of Map.groupBy(pairs, (pair) => pair.b)) {
    const best = own.toSorted((x, y) => rank(x, known.length) - rank(y, known.length) || x.a - y.a)[0];
    if (best !== undefined) found.set(b - known.length, closestOf(best, known.length, found));
  }
  return found;
}

/** Lower is better; likeness is at most 1, so the known ones come first. */
const rank = ({ a, likeness }: AlikePair, known: number): number => (a < known ? 0 : 2) - likeness.overall;

function closestOf({ a, likeness }: AlikePair, known: number, found: ReadonlyMap<number, Closest>): Closest {
  if (a < known) return { known: a, likeness };
  const earlier = found.get(a - known);
  return earlier === undefined ? { fresh: a - known, likeness } : { ...earlier, likeness };
}
