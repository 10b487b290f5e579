import { type AtomEntry, listIn, withMore } from "./atom-entry.ts";
import type { Draft } from "./sync-draft.ts";

export interface MissingCounts {
  readonly atoms_reset: number;
  readonly queue_paths_lost: number;
}

/** What still stands for an atom that waits. */
export interface Standing {
  /** Fingerprints of tickets whose plans are live, or are there and could not be read; and atoms of tickets that are open. */
  readonly alive: ReadonlySet<string>;
  /** Owners that were looked at; what another one keeps is not known to be gone. */
  readonly roots: ReadonlySet<string>;
  /** Whether a plan can be read at a path from the root of one of the owners. */
  readonly isThere: (path: string) => boolean;
}

const MISSING_REASON = "no_live_fingerprint_or_queue_path";

/** Last pass: an atom that waits for a ticket of which nothing is left is new again. Where its plans lay is kept. */
export function missingPass({ entries, sealed, at }: Draft, standing: Standing): MissingCounts {
  const counts = { atoms_reset: 0, queue_paths_lost: 0 };
  const lost = [...entries].filter(
    ([id, entry]) => !sealed.has(id) && isWaiting(entry) && !stands(entry, entries, standing),
  );
  for (const [id, entry] of lost) {
    const paths = listIn(entry, "queue_paths");
    const kept = withMore(entry, "reconciled_missing_queue_paths", paths);
    const reset = { ...kept, status: "new", queue_paths: [] } as const;
    entries.set(id, { ...reset, last_reconcile_reason: MISSING_REASON, last_reconcile_at: at });
    counts.atoms_reset += 1;
    counts.queue_paths_lost += paths.length;
  }
  return counts;
}

const isWaiting = ({ status }: AtomEntry): boolean => status === "queued" || status === "ticketed";

/** Whether a ticket or a plan is left for an atom, or for what it is the newer name of; or may be, where nobody looked. */
function stands(entry: AtomEntry, entries: Draft["entries"], { alive, isThere, roots }: Standing): boolean {
  const older = listIn(entry, "derived_from_atom_ids").flatMap((id) => entries.get(id) ?? []);
  return [entry, ...older].some(
    (one) =>
      alive.has(one.atom_id) ||
      listIn(one, "queue_owner_roots").some((root) => !roots.has(root)) ||
      listIn(one, "fingerprints").some((fingerprint) => alive.has(fingerprint)) ||
      listIn(one, "queue_paths").some(isThere),
  );
}
