import { type AlikePair, alikePairs, type Comparing } from "./alike-pairs.ts";

export interface Grouping extends Comparing {
  /** Whether two, by their places, may lie in one group at all. */
  mayMeet(a: number, b: number): boolean;
}

/**
 * Puts things into groups around a first one: each other member is alike to that one itself, so a chain of small likenesses makes no
 * group. Lists of places, the first member first; who is alike to none before it begins a group.
 */
export function leaderGroups(grouping: Grouping): readonly (readonly number[])[] {
  const pairs = alikePairs(grouping).pairs.filter(({ a, b }) => grouping.mayMeet(a, b));
  const pairsOf = Map.groupBy(pairs, ({ b }) => b);
  const groups = new Map<number, number[]>();
  for (const at of grouping.things.keys()) {
    const leader = nearest((pairsOf.get(at) ?? []).filter(({ a }) => groups.has(a)));
    if (leader === undefined) groups.set(at, [at]);
    else groups.get(leader)?.push(at);
  }
  return [...groups.values()];
}

/** The most alike; of several the first. */
function nearest(pairs: readonly AlikePair[]): number | undefined {
  return pairs.toSorted((x, y) => y.likeness.overall - x.likeness.overall || x.a - y.a)[0]?.a;
}
