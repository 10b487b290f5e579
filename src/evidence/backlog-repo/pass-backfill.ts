import { listIn, withMore } from "./atom-entry.ts";
import { canonicalFailureId } from "./atom-id.ts";
import { promoteAtomStatus } from "./atom-status.ts";
import { type Draft, newEntry } from "./sync-draft.ts";

export interface BackfillCounts {
  readonly canonical_atoms_created: number;
  readonly canonical_atoms_promoted: number;
}

/** What is known under an older name counts under the new one: its tickets, and which of them were put away. */
const INHERITED = ["fingerprints", "dequeued_paths", "discarded_paths", "discarded_fingerprints"] as const;

/**
 * Gives each failure of a run its one entry, from the entries under its older names: at least as far as any of them, with their
 * tickets, and saying what it comes from. The older entries stay, and nothing goes back.
 */
export function backfillPass({ entries, sealed, at }: Draft): BackfillCounts {
  const counts = { canonical_atoms_created: 0, canonical_atoms_promoted: 0 };
  for (const [id, old] of [...entries]) {
    const canonical = canonicalFailureId(id);
    if (canonical === undefined || canonical === id || sealed.has(canonical)) continue;
    const known = entries.get(canonical);
    const base = known ?? {
      ...newEntry(canonical, at),
      ...(old.first_seen_at === undefined ? {} : { first_seen_at: old.first_seen_at }),
    };
    const status = promoteAtomStatus(base.status, old.status);
    if (known === undefined) counts.canonical_atoms_created += 1;
    else if (status !== base.status) counts.canonical_atoms_promoted += 1;
    const told = withMore({ ...base, status }, "derived_from_atom_ids", [id]);
    entries.set(
      canonical,
      INHERITED.reduce((now, key) => withMore(now, key, listIn(old, key)), told),
    );
  }
  return counts;
}
