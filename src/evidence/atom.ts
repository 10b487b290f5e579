import type { Instant } from "../ticket/model.ts";
import type { Sighting } from "./sighting.ts";

/** A sighting that has an id and a history: one line in the ledger. */
export interface Atom extends Sighting {
  /** `<source>-<12 hex of the identity>`, with `-2`, `-3` … where several alike exist side by side. */
  readonly id: string;
  readonly firstSeen: Instant;
  /** Of a gone atom the last look that saw it; of one that is there the look that last changed its line. */
  readonly lastSeen: Instant;
  /** The run that saw it first. */
  readonly run: string;
  /** Set when a look of its source that went to the end no longer saw it. */
  readonly gone?: Instant;
  /** The ticket it belongs to. */
  readonly ticket?: string;
  readonly ignored?: Ignored;
  /** Why it has no ticket, where a rule held it back. */
  readonly held?: string;
}

/** A person's word that a fact needs no ticket. */
export interface Ignored {
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  /** Until then; for good when absent. */
  readonly until?: Instant;
}
