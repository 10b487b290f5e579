import { withMore } from "./atom-entry.ts";
import { canonicalFailureId, isAtomId } from "./atom-id.ts";
import { promoteAtomStatus } from "./atom-status.ts";
import type { Tie } from "./plan-export.ts";
import { type Draft, newEntry } from "./sync-draft.ts";

/** Ties the atoms of exported tickets, and of those that had a plan already, to them; none goes back. */
export function exportsPass({ entries, sealed, at }: Draft, ties: readonly Tie[]): void {
  for (const tie of ties) {
    for (const named of tie.atoms.filter(isAtomId)) {
      const id = canonicalFailureId(named) ?? named;
      if (sealed.has(id)) continue;
      const entry = entries.get(id) ?? newEntry(id, at);
      const status = promoteAtomStatus(entry.status, tie.status);
      const tied = withMore({ ...entry, status }, "fingerprints", [tie.fingerprint]);
      const placed = withMore(withMore(tied, "queue_paths", tie.paths), "queue_owner_roots", tie.roots);
      const derived = withMore(placed, "derived_from_atom_ids", id === named ? [] : [named]);
      entries.set(id, { ...derived, last_queue_status: tie.status, last_queue_at: at });
    }
  }
}
