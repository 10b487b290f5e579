import type { Atom } from "../atom.ts";
import { atomLine, readShard } from "../ledger-lines.ts";
import { type AtomEntry, atomEntry } from "./atom-entry.ts";
import { type AtomStatus, promoteAtomStatus } from "./atom-status.ts";
import { isLedgerRecord, type LedgerRecord, type LedgerValue } from "./ledger-value.ts";

/** Key of an entry below which stands what only Docket knows of an atom. */
const OWN = "docket";

/**
 * An atom of Docket as an entry of the YAML ledger: what other tools know under their names, all of it under a key of its own. Other
 * keys of the entry before stay, and its status does not go back. `wanted` is what the atom's ticket says, where it says more.
 */
export function entryOfAtom(atom: Atom, before: LedgerRecord = {}, wanted: AtomStatus = "new"): AtomEntry {
  const known = atomEntry(before, atom.id);
  return {
    ...known,
    status: promoteAtomStatus(promoteAtomStatus(known.status, statusOf(atom)), wanted),
    source: atom.source,
    severity_hint: atom.severity,
    first_seen_at: atom.firstSeen,
    last_seen_at: atom.lastSeen,
    [OWN]: ledgerValue(JSON.parse(atomLine(atom))),
  };
}

/** How far an atom has come by what it says itself: somebody's word that it needs nothing ends it. */
function statusOf({ ignored, ticket }: Atom): AtomStatus {
  if (ignored !== undefined) return "actioned";
  return ticket === undefined ? "new" : "ticketed";
}

/** The atom of Docket that an entry holds; undefined for an entry of another tool, and for one that was damaged. */
export function atomOfEntry(record: LedgerRecord): Atom | undefined {
  const own = record[OWN];
  return isLedgerRecord(own) ? readShard(JSON.stringify(own)).atoms.find(({ id }) => id === record.atom_id) : undefined;
}

/** JSON is YAML: every value of the one is a value of the other. */
function ledgerValue(json: unknown): LedgerValue {
  if (Array.isArray(json)) return json.map(ledgerValue);
  if (typeof json === "object" && json !== null)
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, ledgerValue(value)]));
  return typeof json === "string" || typeof json === "number" || typeof json === "boolean" ? json : null;
}
