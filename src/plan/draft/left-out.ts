import type { PlanItem } from "./plan-item.ts";

export interface LeftOut {
  /** Places of the items that are left out. */
  readonly left: ReadonlySet<number>;
  /** The item that says the same as one that is left out. */
  readonly sameAs: (place: number) => number | undefined;
}

/**
 * The items of a plan when some are left out. Places stay as they are. What waited for one of those waits for its twin; where there is none, it
 * is asked which ticket was meant. Parts of one belong to what it was a part of.
 */
export function withoutItems(items: readonly PlanItem[], { left, sameAs }: LeftOut): readonly PlanItem[] {
  if (left.size === 0) return items;
  const kept = (place: number): number | undefined => {
    const twin = left.has(place) ? sameAs(place) : place;
    return twin === undefined || left.has(twin) ? undefined : twin;
  };
  return items.map((item, at) => {
    const { parent, ...own } = item;
    const above = parentKept(items, parent, left);
    const after = new Set(item.after.flatMap((place) => kept(place) ?? []));
    after.delete(at);
    const lost = item.after.flatMap((place) => (kept(place) === undefined ? (items[place]?.text ?? []) : []));
    return {
      ...own,
      ...(above === undefined ? {} : { parent: above }),
      after: [...after],
      lost: [...item.lost, ...lost],
    };
  });
}

function parentKept(
  items: readonly PlanItem[],
  parent: number | undefined,
  left: ReadonlySet<number>,
): number | undefined {
  let above = parent;
  while (above !== undefined && left.has(above)) above = items[above]?.parent;
  return above;
}
