/** What one work order of this backlog went through, as far as it tells something about the project. */
export interface OrderRecord {
  readonly id: string;
  readonly ticket: string;
  readonly title: string;
  readonly attempt: number;
  readonly state: "pending" | "running" | "done" | "failed" | "partial";
  /** Why it ended so. */
  readonly reason?: string;
  /** How often its proof did not pass. */
  readonly failedVerifies: number;
  /** UTC, to the second; absent while it is not over. */
  readonly finishedAt?: string;
  /** Its last verdict; absent when there is none that reads. */
  readonly verdict?: OrderVerdict;
}

export interface OrderVerdict {
  readonly result: "passed" | "failed";
  /** Tests that gave two answers. */
  readonly flaky: readonly string[];
  /** Every command of the proof and how it ended. */
  readonly checks: readonly { readonly name: string; readonly end: string }[];
}
