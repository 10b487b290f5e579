export type FinishWish = {
  readonly order: string;
  readonly result: "done" | "failed" | "partial";
  readonly reason: string | null;
  /** A person's reason for not asking for a proof. */
  readonly skip: string | null;
};

export type Finished = {
  readonly order: string;
  readonly ticket: string;
  readonly result: "done" | "failed" | "partial";
  /** Where the ticket stands now. */
  readonly status: string;
  readonly verified: string | null;
  /** Set where it was only said, and nothing was done (I7). */
  readonly dryRun?: true;
};
