import type { Atom } from "../atom.ts";
import { atomLine, readShard } from "../ledger-lines.ts";
import { type AtomEntry, atomEntry } from "./atom-entry.ts";
import { promoteAtomStatus } from "./atom-status.ts";
import { isLedgerRecord, type LedgerRecord, type LedgerValue } from "./ledger-value.ts";

/** Key of an entry below which stands what only Docket knows of an atom. */
const OWN = "docket";

/**
 * An atom of Docket as an entry of the YAML ledger: what other tools know under their names, all of it under a key of its own. Other
 * keys of the entry before stay, and its status does not go back.
 */
export function entryOfAtom(atom: Atom, before: LedgerRecord = {}): AtomEntry {
  const known = atomEntry(before, atom.id);
  const isHandled = atom.ignored !== undefined;
  const status = isHandled ? "actioned" : atom.ticket === undefined ? "new" : "ticketed";
  return {
    ...known,
    status: promoteAtomStatus(known.status, status),
    source: atom.source,
    severity_hint: atom.severity,
    first_seen_at: atom.firstSeen,
    last_seen_at: atom.lastSeen,
    [OWN]: ledgerValue(JSON.parse(atomLine(atom))),
  };
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
