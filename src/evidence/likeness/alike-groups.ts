import { alikePairs, type Comparing } from "./alike-pairs.ts";

/**
 * Puts things that a rule accepts as pairs into groups, others stay alone: lists of places, the first member first. Being alike
 * is passed on: two that are alike to a third are in one group.
 */
export function alikeGroups(comparing: Comparing): readonly (readonly number[])[] {
  const roots = Int32Array.from(comparing.things, (_, at) => at);
  for (const { a, b } of alikePairs(comparing).pairs) join(roots, a, b);
  const groups = Map.groupBy(comparing.things.keys(), (at) => rootOf(roots, at));
  return [...groups.values()];
}

/** The lower place is the root, so the order in which pairs come makes no difference. */
function join(roots: Int32Array, a: number, b: number): void {
  const [one, other] = [rootOf(roots, a), rootOf(roots, b)];
  roots[Math.max(one, other)] = Math.min(one, other);
}

/** Walks up to the root, and shortens the way for those who come after. */
function rootOf(roots: Int32Array, of: number): number {
  let at = of;
  for (let up = roots[at] ?? at; up !== at; up = roots[at] ?? at) {
    roots[at] = roots[up] ?? up;
    at = up;
  }
  return at;
}
