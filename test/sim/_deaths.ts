const MOMENTS = ["before", "half", "after"] as const;

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
