import {
  type EvidenceItem,
  moveOutcome,
  nextMoves,
  type OutcomeMove,
  type OutcomeRecord,
  openOutcome,
} from "../evidence/outcome.ts";
import type { Outcomes } from "../evidence/outcome-file.ts";
import { OUTCOME_STATES, type OutcomeState, outcomeState } from "../evidence/outcome-states.ts";
import { followOutcome } from "../plan/from-evidence/follow-outcome.ts";
import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { openBacklog } from "../store/backlog.ts";
import { loadOutcomes, outcomeChanges, type StoredOutcomes } from "../store/evidence/outcomes.ts";
import { outcomePath } from "../store/evidence/places.ts";
import { outcomeBroken } from "../store/faults.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { transact } from "../store/write/transaction.ts";
import { now, openDesk } from "./_change-ticket.ts";
import { argumentsWrong } from "./faults.ts";
import { endedCase } from "./found/_follow-outcomes.ts";
import type { Call } from "./op.ts";
import { requirePerson } from "./orders/_workshop.ts";

export interface OutcomeWish {
  readonly names: readonly string[];
  readonly ref?: readonly string[] | undefined;
  readonly merged?: string | undefined;
  readonly recurrence?: string | undefined;
  readonly of?: string | undefined;
  readonly reason?: string | undefined;
}

export interface OutcomeAnswer {
  readonly ticket: string;
  /** What is known; none where nothing began yet. */
  readonly outcome: OutcomeRecord | null;
  /** Records that ended before this one. */
  readonly earlier: number;
  /** Where it can go, and what is still missing for that. */
  readonly next: readonly { readonly to: OutcomeState; readonly missing: string | null }[];
  readonly changed: boolean;
  readonly dryRun?: true;
}

const WORDS =
  "TICKET [STATE] [--ref KIND:REFERENCE:passed|failed|unknown] [--merged BRANCH:COMMIT] [--recurrence TEXT] [--of TICKET] [--reason TEXT]";

/** Shows what became of a ticket's problem, or says so: a person's word, with what has to show it. */
export async function outcomeOf(world: World, call: Call, wish: OutcomeWish): Promise<Result<OutcomeAnswer>> {
  const [query = "", word] = wish.names;
  return word === undefined ? show(world, call, query) : say(world, call, { ...wish, query, word });
}

/** What is written down, and what follows from orders and would be written with the next run. Writes nothing (I2). */
async function show(world: World, call: Call, query: string): Promise<Result<OutcomeAnswer>> {
  const backlog = await openBacklog(world, call.cwd);
  if (!backlog.ok) return backlog;
  const followed = follow(backlog.value, { query, by: "docket" });
  return followed.ok ? ok(answerOf(followed.value.stored.ticket, followed.value.outcomes)) : followed;
}

interface Saying extends OutcomeWish {
  readonly query: string;
  readonly word: string;
}

async function say(world: World, call: Call, saying: Saying): Promise<Result<OutcomeAnswer>> {
  const desk = await openDesk(world, call, `evidence outcome ${saying.query}`);
  if (!desk.ok) return desk;
  const person = requirePerson(desk.value, call, "evidence outcome");
  if (!person.ok) return person;
  const { backlog, author, writing } = desk.value;
  return transact(backlog, writing, () => {
    const followed = follow(backlog, { query: saying.query, by: author.actor.name });
    if (!followed.ok) return followed;
    const { stored, outcomes } = followed.value;
    const move = moveOf(backlog, saying, { at: now(world), by: author.actor.name });
    if (!move.ok) return move;
    const after = moved(stored.ticket, outcomes, move.value);
    if (!after.ok) return after;
    const changes = outcomeChanges(stored, after.value);
    const output = {
      ...answerOf(stored.ticket, after.value),
      changed: true,
      ...(call.dryRun ? { dryRun: true as const } : {}),
    };
    return ok({ set: { message: `${stored.ticket}: outcome ${move.value.to}`, changes }, output });
  });
}

/** The records as they are with what Docket itself did. */
function follow(
  backlog: Backlog,
  { query, by }: { readonly query: string; readonly by: string },
): Result<{ readonly stored: StoredOutcomes; readonly outcomes: Outcomes }> {
  const found = loadTicket(backlog, query);
  if (!found.ok) return found;
  const { ticket } = found.value;
  const stored = loadOutcomes(backlog, ticket.id);
  if (!stored.ok) return stored;
  const { broken, outcomes } = stored.value;
  if (broken !== undefined) return err(outcomeBroken({ path: outcomePath(ticket.id), reason: broken }));
  const ended = endedCase(backlog, ticket);
  return ok({ stored: stored.value, outcomes: followOutcome(outcomes, ended, { now: now(backlog.world), by }) });
}

/** Where nothing began yet and the state needs a beginning, it begins as planned. */
function moved(ticket: string, outcomes: Outcomes, move: OutcomeMove): Result<Outcomes> {
  const last = outcomes.at(-1);
  const about = { identity: ticket, scope: "case" as const };
  if (last === undefined) {
    const opened = openOutcome(about, move);
    if (opened.ok) return ok([opened.value]);
    if (opened.fault.code !== "outcome-move-refused") return opened;
  }
  const { at, by } = move;
  const begun = last === undefined ? openOutcome(about, { to: "planned", at, by }) : ok(last);
  if (!begun.ok) return begun;
  const after = moveOutcome(begun.value, move);
  return after.ok ? ok([...outcomes.slice(0, -1), after.value]) : after;
}

function moveOf(
  backlog: Backlog,
  { word, ref = [], merged, recurrence, of, reason }: Saying,
  who: Pick<OutcomeMove, "at" | "by">,
): Result<OutcomeMove> {
  const to = outcomeState(word);
  const evidence = ref.map(itemOf);
  const merge = merged === undefined ? undefined : mergeOf(merged);
  const isWrong = to === undefined || evidence.includes(undefined) || (merged !== undefined && merge === undefined);
  if (isWrong)
    return err(
      argumentsWrong({ verb: "evidence outcome", words: `${WORDS}; a STATE is one of ${OUTCOME_STATES.join(", ")}` }),
    );
  const other = of === undefined ? undefined : findTicket(backlog, of);
  if (other !== undefined && !other.ok) return other;
  return ok({
    ...{ to, ...who },
    ...(reason === undefined ? {} : { reason }),
    ...(merge === undefined ? {} : { merge }),
    ...(recurrence === undefined ? {} : { recurrenceCheck: recurrence }),
    ...(other === undefined ? {} : { related: other.value.id }),
    evidence: evidence.filter((item) => item !== undefined),
  });
}

/** `KIND:REFERENCE:RESULT`; a reference may hold colons itself. */
function itemOf(text: string): EvidenceItem | undefined {
  const [, kind, reference, result] = /^([^:]+):(.+):(passed|failed|unknown)$/s.exec(text) ?? [];
  if (kind === undefined || reference === undefined) return undefined;
  return { kind, reference, result: result === "passed" || result === "failed" ? result : "unknown" };
}

function mergeOf(text: string): OutcomeMove["merge"] {
  const [, targetBranch, mergedCommit] = /^(\S+):([0-9a-f]{7,64})$/.exec(text) ?? [];
  return targetBranch === undefined || mergedCommit === undefined ? undefined : { targetBranch, mergedCommit };
}

function answerOf(ticket: string, outcomes: Outcomes): OutcomeAnswer {
  const last = outcomes.at(-1);
  const next = last === undefined ? [] : nextMoves(last).map(({ to, missing }) => ({ to, missing: missing ?? null }));
  return { ticket, outcome: last ?? null, earlier: Math.max(0, outcomes.length - 1), next, changed: false };
}
