import type { Planned, Problem } from "../../../ticket/model.ts";
import type { QueuePositions } from "../../order.ts";

/** A ticket as it once was; `broken` where its file could not be read. */
export type PastTicket = Planned & { readonly broken?: Problem | undefined };

/** What one commit changed of all that the order looks at. */
export interface PastStep {
  /** Milliseconds since 1970, never before the step it follows. */
  readonly at: number;
  /** By path; nothing where the file went. */
  readonly changes: ReadonlyMap<string, PastTicket | undefined>;
  /** The queues of epics, where they changed. */
  readonly queue?: QueuePositions;
}
