import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import type { Settings } from "../settings/schema.ts";
import { transact, type Writing } from "../write/transaction.ts";
import type { DecideFacts, Facts } from "./facts-decision.ts";
import { badLines, type Ledger, ledgerChanges, readLedger } from "./ledger.ts";
import { loadYamlFacts, writeYamlFacts } from "./yaml-facts.ts";

/** Where facts are kept: in the backlog's own ledger, or in the YAML file that `ledgers.atoms` names. */
export interface FactsPlace {
  readonly backlog: Backlog;
  readonly settings: Pick<Settings, "ledgers">;
}

export interface FactsDesk extends FactsPlace {
  readonly writing: Writing;
}

/** Reads the ledger that counts. Writes nothing (I2). */
export function loadFacts({ backlog, settings }: FactsPlace): Result<Facts> {
  const ledger = readLedger(backlog);
  if (!ledger.ok) return ledger;
  const named = settings.ledgers.atoms;
  return named === undefined ? ok(ownFacts(ledger.value)) : loadYamlFacts(backlog, named, ownFacts(ledger.value));
}

/** Changes facts and files of the backlog: read, decided and written under the lock; in a dry run nothing is written (I7). */
export async function writeFacts<Output>(desk: FactsDesk, decide: DecideFacts<Output>): Promise<Result<Output>> {
  const { backlog, settings, writing } = desk;
  const named = settings.ledgers.atoms;
  if (named !== undefined && !writing.dryRun) return writeYamlFacts({ backlog, writing, named }, decide);
  return transact(backlog, writing, async () => {
    const ledger = readLedger(backlog);
    if (!ledger.ok) return ledger;
    const facts = named === undefined ? ok(ownFacts(ledger.value)) : loadFacts(desk);
    if (!facts.ok) return facts;
    const decided = await decide(facts.value);
    if (!decided.ok) return decided;
    const { message, changes, atoms, output } = decided.value;
    return ok({ set: { message, changes: [...changes, ...ledgerChanges(ledger.value, atoms)] }, output });
  });
}

const ownFacts = (ledger: Ledger): Facts => ({
  atoms: ledger.atoms,
  bad: badLines(ledger),
  sealed: new Set(),
  others: [],
});
