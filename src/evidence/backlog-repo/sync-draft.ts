import { type AtomEntry, atomEntry, listIn } from "./atom-entry.ts";
import { partsOfAtomId } from "./atom-id.ts";
import { sameValue } from "./ledger-value.ts";
import type { LedgerReading } from "./read-ledger.ts";

/** The entries of a ledger while passes go over them. */
export interface Draft {
  readonly entries: Map<string, AtomEntry>;
  /** Ids of entries that cannot be read: nothing is said about them. */
  readonly sealed: ReadonlySet<string>;
  readonly at: string;
}

/** When somebody looked, which by itself is no change: a look that finds nothing new writes nothing. */
const STAMPS = ["last_plan_seen_at", "last_queue_at", "last_reconcile_at", "last_backlog_generated_at"];

export function draftOf({ entries, sealed }: Pick<LedgerReading, "entries" | "sealed">, at: string): Draft {
  return { entries: new Map([...entries].map(([id, record]) => [id, atomEntry(record, id)])), sealed, at };
}

/** An atom nobody wrote down before. */
export function newEntry(id: string, at: string): AtomEntry {
  const parts = partsOfAtomId(id);
  const source = parts === undefined ? {} : { source: parts.source, run_rel: parts.run };
  return atomEntry({ atom_id: id, status: "new", first_seen_at: at, ...source }, id);
}

/** Entries that say something else than before, beyond when somebody looked. */
export function changedEntries(draft: Draft, before: Pick<LedgerReading, "entries">): ReadonlyMap<string, AtomEntry> {
  return new Map(
    [...draft.entries].filter(([id, entry]) => {
      const old = before.entries.get(id);
      return old === undefined || !sameValue(unstamped(atomEntry(old, id)), unstamped(entry));
    }),
  );
}

const unstamped = (entry: AtomEntry) =>
  Object.fromEntries(Object.entries(entry).filter(([key]) => !STAMPS.includes(key)));

/** Ids of the entries that name each fingerprint. */
export function byFingerprint(entries: ReadonlyMap<string, AtomEntry>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [id, entry] of entries) {
    for (const fingerprint of listIn(entry, "fingerprints")) {
      const ids = found.get(fingerprint) ?? [];
      ids.push(id);
      found.set(fingerprint, ids);
    }
  }
  return found;
}
