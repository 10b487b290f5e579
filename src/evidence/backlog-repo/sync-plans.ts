import type { Finding } from "../../std/finding.ts";
import type { AtomEntry } from "./atom-entry.ts";
import { aliveIn, type NativeTicket, ticketsPass } from "./native-status.ts";
import { type OwnerRoot, portableEntry } from "./owner-root.ts";
import { type BackfillCounts, backfillPass } from "./pass-backfill.ts";
import { type MissingCounts, missingPass } from "./pass-missing.ts";
import { type PlanCounts, plansPass, tieAtoms } from "./pass-plans.ts";
import { type RemovalCounts, removalPass } from "./pass-removal.ts";
import type { Plan } from "./plan.ts";
import { isLive, planFindings } from "./plan-index.ts";
import type { LedgerReading } from "./read-ledger.ts";
import { changedEntries, draftOf } from "./sync-draft.ts";

/** What lies in the folders of plans, and what is known of them otherwise. */
export interface PlanState {
  readonly plans: readonly Plan[];
  readonly roots: readonly OwnerRoot[];
  readonly bucketsScanned: number;
  /** Whether every folder could be looked at to its end; else nothing is declared missing. */
  readonly isWhole: boolean;
  /** Tickets of Docket itself. */
  readonly tickets: readonly NativeTicket[];
  readonly isThere: (path: string) => boolean;
}

export interface SyncCounts {
  readonly roots_scanned: number;
  readonly buckets_scanned: number;
  readonly backfill: BackfillCounts;
  readonly removal: RemovalCounts;
  readonly plans: PlanCounts;
  /** Of tickets of Docket itself. */
  readonly tickets: { readonly atoms_promoted: number };
  readonly missing: MissingCounts;
}

export interface Synced {
  /** Every entry as it is now. */
  readonly entries: ReadonlyMap<string, AtomEntry>;
  /** Those that say something new: what is written. */
  readonly changed: ReadonlyMap<string, AtomEntry>;
  readonly counts: SyncCounts;
  readonly findings: readonly Finding[];
}

/**
 * Brings the entries of atoms to what the folders of plans say. The order of the passes decides:
 *
 *   removal   a plan that was put away lets its atoms go …
 *   plans     … but one that is live takes them on, so that an atom with both is not lost
 *   missing   and only what then waits for nothing is new again
 *
 * Tickets of Docket take their atoms on beside the plans. Before all of it the older names of failures become one, so that all passes see the same atoms.
 */
export function syncPlans(ledger: Pick<LedgerReading, "entries" | "sealed">, state: PlanState, at: string): Synced {
  const draft = draftOf(ledger, at);
  for (const [id, entry] of [...draft.entries]) draft.entries.set(id, portableEntry(entry, state.roots));
  const backfill = backfillPass(draft);
  const made = tieAtoms(draft, state.plans);
  const removal = removalPass(draft, state.plans);
  const plans = plansPass(draft, state.plans, made);
  const promotedByTickets = ticketsPass(draft, state.tickets);
  const live = state.plans.filter(isLive).map(({ name }) => name.fingerprint);
  const roots = new Set(state.roots.map(({ name }) => name));
  const standing = { roots, alive: new Set([...live, ...aliveIn(state.tickets)]), isThere: state.isThere };
  const missing = state.isWhole ? missingPass(draft, standing) : { atoms_reset: 0, queue_paths_lost: 0 };
  const counts = {
    roots_scanned: state.roots.length,
    buckets_scanned: state.bucketsScanned,
    backfill,
    removal,
    plans,
    tickets: { atoms_promoted: promotedByTickets },
    missing,
  };
  return {
    entries: draft.entries,
    changed: changedEntries(draft, ledger),
    counts,
    findings: planFindings(state.plans),
  };
}
