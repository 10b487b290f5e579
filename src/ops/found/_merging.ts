import type { Alike } from "../../plan/from-evidence/decisions.ts";
import type { Group } from "../../plan/from-evidence/group.ts";
import type { TicketFacts } from "../../plan/from-evidence/standing.ts";
import type { Fault } from "../../std/fault.ts";

/** A found group that somebody takes for the same as a ticket, or as another group of this run. */
export interface MergeReport {
  readonly title: string;
  readonly fingerprint: string;
  /** Id of the ticket, or title of the other group. */
  readonly same: string;
  readonly by: string;
  readonly reason: string;
  /** False: it has a ticket of its own, and a person decides. */
  readonly merged: boolean;
}

/** An open ticket that a new one may repeat. */
export interface SameTicket {
  readonly ticket: string;
  readonly by: string;
  readonly reason: string;
}

/** What somebody said about groups that may be the same, for decisions that are made under the lock. */
export interface Merging {
  /** For each group what says the same: by the formulas, and by the answer where the settings let it merge. */
  alike(
    known: ReadonlyMap<Group, Alike>,
    groups: readonly Group[],
    tickets: ReadonlyMap<string, TicketFacts>,
  ): ReadonlyMap<Group, Alike>;
  /** The tickets that a new one is to name as perhaps the same. */
  proposalsFor(fingerprint: string): readonly SameTicket[];
  report(): { readonly merges: readonly MergeReport[]; readonly mergesFault?: Fault };
}
