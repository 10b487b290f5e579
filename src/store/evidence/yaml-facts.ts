import type { Atom } from "../../evidence/atom.ts";
import { ATOM_LEDGER } from "../../evidence/backlog-repo/atom-entry.ts";
import { normalizeAtomStatus, promoteAtomStatus } from "../../evidence/backlog-repo/atom-status.ts";
import type { LedgerChanges } from "../../evidence/backlog-repo/change-ledger.ts";
import type { LedgerRecord } from "../../evidence/backlog-repo/ledger-value.ts";
import { atomOfEntry, entryOfAtom } from "../../evidence/backlog-repo/native-atom.ts";
import { type StatedTicket, statusByTicket } from "../../evidence/backlog-repo/native-status.ts";
import { type OtherEntry, otherEntry } from "../../evidence/backlog-repo/other-entry.ts";
import type { LedgerReading } from "../../evidence/backlog-repo/read-ledger.ts";
import { printShard } from "../../evidence/ledger-lines.ts";
import { ok, type Result } from "../../std/result.ts";
import { formatInstant } from "../../ticket/instant.ts";
import type { Backlog } from "../backlog.ts";
import { changeLedger, type LedgerFile, ledgerPath, loadLedger, refusalOf } from "../ledgers/ledger-file.ts";
import { LOCK_WAIT_MS } from "../limits.ts";
import { allTickets } from "../read/all-tickets.ts";
import { transact, type Writing } from "../write/transaction.ts";
import type { DecideFacts, Facts } from "./facts-decision.ts";
import { badLines, readLedger } from "./ledger.ts";

/** The facts in a YAML ledger, and those in the backlog's own ledger that were not brought over yet. */
export function loadYamlFacts(backlog: Backlog, named: string, own: OwnFacts): Result<Facts> {
  const file = yamlLedger(backlog, named);
  if (!file.ok) return file;
  const reading = loadLedger(backlog.world, file.value);
  if (!reading.ok) return reading;
  const refusal = refusalOf(reading.value, file.value);
  return refusal.ok ? ok(factsIn(reading.value, named, own)) : refusal;
}

interface YamlDesk {
  readonly backlog: Backlog;
  readonly writing: Writing;
  readonly named: string;
}

/**
 * Writes tickets first and the YAML ledger after them, all under the ledger's lock.
 *
 *   lock ledger ─▶ read it ─▶ decide ─▶ tickets (one transaction) ─▶ ledger (one rename) ─▶ let go
 *                                                                 ✂ a crash here: the ledger is as before
 *
 * The two lie in different trees, so no transaction holds both. In this order a crash between them forgets no news: the next run sees
 * the same facts against the same ledger, finds the tickets that are there by their fingerprints, and decides the rest again.
 */
export async function writeYamlFacts<Output>(desk: YamlDesk, decide: DecideFacts<Output>): Promise<Result<Output>> {
  const { backlog, writing, named } = desk;
  const file = yamlLedger(backlog, named);
  if (!file.ok) return file;
  const since = formatInstant(backlog.world.clock.now());
  const holder = { actor: writing.author.actor.name, command: writing.command, since };
  const waitMs = writing.lockWaitMs ?? LOCK_WAIT_MS;
  const done = await changeLedger(backlog.world, { file: file.value, writing: { holder, waitMs } }, async (reading) => {
    const decided = await transact(backlog, writing, async () => {
      const own = readLedger(backlog);
      if (!own.ok) return own;
      const { atoms } = own.value;
      const facts = factsIn(reading, named, { atoms, bad: badLines(own.value) });
      const made = await decide(facts);
      if (!made.ok) return made;
      const { message, changes } = made.value;
      return ok({ set: { message, changes }, output: { ...made.value, facts } });
    });
    if (!decided.ok) return decided;
    const { facts, atoms, output } = decided.value;
    return ok({ changes: entryChanges(reading, { facts, changed: atoms, tickets: statedTickets(backlog) }), output });
  });
  if (!done.ok) return done;
  const moved = await clearOwnLedger(desk, file.value);
  return moved.ok ? done : moved;
}

function yamlLedger({ home, world }: Backlog, named: string): Result<LedgerFile> {
  const path = ledgerPath(world, home, named);
  return path.ok ? ok({ path: path.value, kind: ATOM_LEDGER }) : path;
}

type OwnFacts = Pick<Facts, "atoms" | "bad">;

/** Where both ledgers know a fact, the YAML one counts. */
function factsIn({ entries, sealed, problems }: LedgerReading, named: string, own: OwnFacts): Facts {
  const atoms = new Map(own.atoms.filter(({ id }) => !sealed.has(id)).map((atom) => [atom.id, atom]));
  const others: OtherEntry[] = [];
  for (const [id, record] of entries) {
    const atom = atomOfEntry(record);
    if (atom === undefined) others.push(otherEntry(id, record));
    else atoms.set(id, atom);
  }
  const bad = problems.map(({ line, message }) => ({ path: named, line: line ?? 1, why: message, text: "" }));
  const sorted = [...atoms.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { atoms: sorted, bad: [...own.bad, ...bad], sealed, others };
}

/** Tickets as they are after the transaction: what they say of their atoms. */
const statedTickets = (backlog: Backlog): ReadonlyMap<string, StatedTicket> =>
  new Map(
    allTickets(backlog).summaries.map(({ id, status, duplicate_of }) => [
      id,
      { id, status, duplicateOf: duplicate_of === "" ? undefined : duplicate_of },
    ]),
  );

interface Written {
  readonly facts: Facts;
  readonly changed: readonly Atom[];
  readonly tickets: ReadonlyMap<string, StatedTicket>;
}

/** Entries of facts that are new or others now, and of those whose ticket has gone on. */
function entryChanges({ entries }: LedgerReading, { facts, changed, tickets }: Written): LedgerChanges {
  const renewed = new Map(changed.map((atom) => [atom.id, atom]));
  const all = new Map([...facts.atoms.map((atom) => [atom.id, atom] as const), ...renewed]);
  const changes = new Map<string, LedgerRecord>();
  for (const [id, atom] of all) {
    if (facts.sealed.has(id)) continue;
    const before = entries.get(id);
    const wanted = atom.ticket === undefined ? "new" : (statusByTicket(atom.ticket, tickets) ?? "new");
    const was = normalizeAtomStatus(before?.status) ?? "new";
    const isOther = before === undefined || renewed.has(id) || promoteAtomStatus(was, wanted) !== was;
    if (isOther) changes.set(id, entryOfAtom(atom, before, wanted));
  }
  return changes;
}

/** Takes facts out of the backlog's own ledger once the YAML ledger has them. Lines that are no facts stay (I5). */
async function clearOwnLedger({ backlog, writing }: YamlDesk, file: LedgerFile): Promise<Result<void>> {
  const own = readLedger(backlog);
  if (!own.ok) return own;
  if (own.value.atoms.length === 0) return ok(undefined);
  return transact(backlog, writing, () => {
    const [ledger, yaml] = [readLedger(backlog), loadLedger(backlog.world, file)];
    if (!ledger.ok) return ledger;
    if (!yaml.ok) return yaml;
    const { entries } = yaml.value;
    const changes = [...ledger.value.shards].map(([path, { atoms, unreadable, bytes }]) => {
      const kept = atoms.filter(({ id }) => !entries.has(id));
      const isEmpty = kept.length === 0 && unreadable.length === 0;
      return { path, before: bytes, after: isEmpty ? undefined : printShard({ atoms: kept, unreadable }) };
    });
    return ok({ set: { message: "discover: move facts to the YAML ledger", changes }, output: undefined });
  });
}
