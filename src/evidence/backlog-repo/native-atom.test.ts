import { expect, test } from "vitest";
import { parseInstant } from "../../ticket/instant.ts";
import type { Atom } from "../atom.ts";
import { ATOM_LEDGER } from "./atom-entry.ts";
import { changeLedgerText } from "./change-ledger.ts";
import { atomOfEntry, entryOfAtom } from "./native-atom.ts";
import { emptyLedger, readLedger } from "./read-ledger.ts";

const at = parseInstant("2026-03-01T11:00:00Z");
if (at === undefined) throw new Error("no time");
const ATOM: Atom = {
  id: "todo-1a2b3c4d5e6f",
  source: "todo",
  identity: { rule: "TODO", subject: "cache: empty it\n# not a comment" },
  message: "Empty it: 'now'",
  severity: "low",
  place: { path: "src/cache.ts", line: 3 },
  quote: { text: "  // yes\n", cut: 12 },
  facts: { age: "12", when: "2026-03-01" },
  firstSeen: at,
  lastSeen: at,
  run: "run-1",
};

test("an atom comes back out of the YAML ledger as it went in, beside what other tools wrote", () => {
  const empty = readLedger(emptyLedger(ATOM_LEDGER), ATOM_LEDGER);
  const entry = entryOfAtom(ATOM, { atom_id: ATOM.id, status: "queued", fingerprints: "aaaaaaaaaaaaaaaa", x: 1 });
  expect(entry).toMatchObject({ status: "queued", severity_hint: "low", first_seen_at: at, x: 1 });
  const text = changeLedgerText(empty, ATOM_LEDGER, new Map([[ATOM.id, entry]]));
  const read = readLedger(text, ATOM_LEDGER).entries.get(ATOM.id);
  expect(read && atomOfEntry(read)).toEqual(ATOM);
  expect(
    read && changeLedgerText(readLedger(text, ATOM_LEDGER), ATOM_LEDGER, new Map([[ATOM.id, entryOfAtom(ATOM, read)]])),
  ).toBe(text);
});

test("ticket and word of a person show in the status, and it does not go back", () => {
  expect(entryOfAtom(ATOM).status).toBe("new");
  expect(entryOfAtom({ ...ATOM, ticket: "TASK-k3f9q2" }).status).toBe("ticketed");
  expect(entryOfAtom({ ...ATOM, ignored: { reason: "known", by: "ada", at } }).status).toBe("actioned");
  expect(entryOfAtom(ATOM, { status: "actioned" }).status).toBe("actioned");
});

test("an entry of another tool, and a damaged one, is no atom of Docket", () => {
  expect(atomOfEntry({ atom_id: "a/r:x:1", status: "new" })).toBeUndefined();
  expect(atomOfEntry({ atom_id: ATOM.id, docket: { id: ATOM.id } })).toBeUndefined();
  expect(atomOfEntry({ atom_id: "todo-ffffffffffff", docket: entryOfAtom(ATOM).docket ?? null })).toBeUndefined();
});
