/** A ticket as the planner of waves sees it. */
export interface WaveItem {
  readonly id: string;
  /** Place in the order of work: the smaller the earlier. */
  readonly rank: number;
  /** Paths and globs that it changes. */
  readonly files: readonly string[];
  /** Tickets that must be done first. Ids that are not in the batch count as done. */
  readonly dependsOn: readonly string[];
  /** Paths among its files that it makes anew. */
  readonly creates?: readonly string[];
  /** Paths that it counts on without changing them. */
  readonly uses?: readonly string[];
  /** Tickets that must not run beside it, for whatever reason. */
  readonly conflictsWith?: readonly string[];
  /** What it counts towards: `label api`, `epic E-auth`, `agent backend`. */
  readonly counts?: readonly string[];
}

/** A ticket by itself, before anybody said what it waits for. */
export type WaveTask = Omit<WaveItem, "dependsOn">;

export interface WaveLimits {
  /** Most tickets in a wave. */
  readonly slots: number;
  /** Most at once, by what they count towards. */
  readonly wip?: ReadonlyMap<string, number>;
}

export interface Wave {
  /** From 1. */
  readonly wave: number;
  readonly tickets: readonly { readonly id: string; readonly why: string }[];
}

export interface WavePlan {
  readonly waves: readonly Wave[];
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
}
