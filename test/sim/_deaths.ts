export const MOMENTS = ["before", "half", "after"] as const;

/** When a process dies, and where in that operation. */
export interface Death {
  readonly crashAt: number;
  readonly moment: (typeof MOMENTS)[number];
}

/** Every way to die on the way through a log of operations. Half a git call is none: git goes on by itself, as after the call. */
export const deaths = (log: readonly string[]): readonly Death[] =>
  log.flatMap((operation, place) =>
    MOMENTS.filter((moment) => moment !== "half" || !operation.startsWith("git ")).map((moment) => ({
      crashAt: place + 1,
      moment,
    })),
  );

/** At most so many of them, spread evenly; all where there are not more. */
export function some<Item>(items: readonly Item[], count: number): readonly Item[] {
  const gap = Math.max(1, items.length / count);
  return items.filter((_, place) => Math.floor(place / gap) !== Math.floor((place - 1) / gap));
}
