/** What a take gave. */
export type Taken = {
  readonly order: string;
  readonly ticket: string;
  readonly title: string;
  readonly branch: string;
  readonly worktree: string;
  readonly base: string;
  readonly token: number;
  readonly port: number | null;
  /** False when the caller held it already. */
  readonly fresh: boolean;
  /** Set where it was only said, and nothing was done (I7). */
  readonly dryRun?: true;
};
