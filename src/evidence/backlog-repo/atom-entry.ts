import { type AtomStatus, normalizeAtomStatus } from "./atom-status.ts";
import { isLedgerRecord, isList, type LedgerRecord, type LedgerValue } from "./ledger-value.ts";
import type { LedgerKind } from "./read-ledger.ts";

/** One atom in `backlog_atom_actions.yaml`: its way from seen to acted upon. Keys we do not know are kept. */
export type AtomEntry = LedgerRecord & { readonly atom_id: string; readonly status: AtomStatus };

/** Lists that every entry has, also when they are empty. */
const BASE_LISTS = ["queue_paths", "queue_owner_roots", "fingerprints", "derived_from_atom_ids"] as const;
/** Lists that an entry has where something was taken out of the queue. */
const LATER_LISTS = [
  "dequeued_paths",
  "dequeued_owner_roots",
  "discarded_paths",
  "discarded_owner_roots",
  "discarded_fingerprints",
  "reconciled_missing_queue_paths",
] as const;

export type AtomList = (typeof BASE_LISTS)[number] | (typeof LATER_LISTS)[number];

export const ATOM_LEDGER: LedgerKind = {
  list: "atoms",
  id: "atom_id",
  check: ({ status }) =>
    normalizeAtomStatus(status) === undefined
      ? `has an unknown status ${JSON.stringify(status)?.slice(0, 60)}`
      : undefined,
};

/** Decisions of people about tickets, by fingerprint; all other keys are theirs. */
export const ACTION_LEDGER: LedgerKind = { list: "actions", id: "fingerprint", check: () => undefined };

/**
 * An entry in its one form: a known status; lists sorted, unique, and there. Old ids of tickets that hold a fingerprint move to
 * the fingerprints; those that were only places in a list say nothing and go.
 */
export function atomEntry(record: LedgerRecord, id: string): AtomEntry {
  const { ticket_ids, ...kept } = record;
  const fingerprints = [...textsOf(record.fingerprints), ...textsOf(ticket_ids).flatMap(fingerprintIn)];
  const lists = [...BASE_LISTS, ...LATER_LISTS.filter((key) => record[key] !== undefined)].map(
    (key): readonly [string, readonly string[]] => [
      key,
      inOrder(key === "fingerprints" ? fingerprints : textsOf(record[key])),
    ],
  );
  return { ...kept, ...Object.fromEntries(lists), atom_id: id, status: normalizeAtomStatus(record.status) ?? "new" };
}

/** The entry with more in one of its lists. */
export const withMore = (entry: AtomEntry, key: AtomList, more: readonly string[]): AtomEntry =>
  more.length === 0 ? entry : { ...entry, [key]: inOrder([...listIn(entry, key), ...more]) };

/** The entry with less in one of its lists; a list that was not there is not made. */
export const without = (entry: AtomEntry, key: AtomList, isOut: (text: string) => boolean): AtomEntry =>
  entry[key] === undefined ? entry : { ...entry, [key]: listIn(entry, key).filter((text) => !isOut(text)) };

export const listIn = (entry: AtomEntry, key: AtomList): readonly string[] => textsOf(entry[key]);

/** A list of texts; one text alone is a list of one. */
function textsOf(value: LedgerValue | undefined): readonly string[] {
  if (value === undefined || value === null || isLedgerRecord(value)) return [];
  if (isList(value)) return value.flatMap(textsOf);
  const text = String(value).trim();
  return text === "" ? [] : [text];
}

function fingerprintIn(ticketId: string): readonly string[] {
  const found = /^(?:TKT-)?([0-9a-f]{16})$/.exec(ticketId)?.[1];
  return found === undefined ? [] : [found];
}

const inOrder = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
