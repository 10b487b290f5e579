import type { Atom } from "../../evidence/atom.ts";
import { parseVerdict } from "../../gate/verdict/verdict.ts";
import { type EndedCase, followOutcome, type Proof, type WholeLooks } from "../../plan/from-evidence/follow-outcome.ts";
import type { TicketFacts } from "../../plan/from-evidence/standing.ts";
import type { Backlog } from "../../store/backlog.ts";
import { loadOutcomes, outcomeChanges, ticketsWithOutcomes } from "../../store/evidence/outcomes.ts";
import { loadOrder, orderIdsOf, orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { loadTicket, readBytes } from "../../store/read/read-ticket.ts";
import type { Change } from "../../store/write/change.ts";
import { parseInstant } from "../../ticket/instant.ts";
import type { Ticket } from "../../ticket/model.ts";
import { MERGED_VERDICT } from "../../work/verdict-file.ts";
import { type Desk, now } from "../_change-ticket.ts";

export interface AfterRun {
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  /** All facts as they are now. */
  readonly atoms: readonly Atom[];
  /** Tickets whose facts are there again. */
  readonly back: ReadonlySet<string>;
  readonly looks: WholeLooks;
}

/** Writes down what became of tickets that have ended and whose problem was found, or that have a record already. */
export function followOutcomes(
  { backlog, author }: Desk,
  { tickets, atoms, back, looks }: AfterRun,
): readonly Change[] {
  const own = Map.groupBy(atoms, ({ ticket }) => ticket);
  const known = new Set([...own.keys(), ...ticketsWithOutcomes(backlog)]);
  const following = { now: now(backlog.world), by: author.actor.name, looks };
  return [...known].flatMap((id) => {
    const facts = id === undefined ? undefined : tickets.get(id);
    if (id === undefined || (facts?.status !== "done" && facts?.status !== "rejected")) return [];
    const [stored, ticket] = [loadOutcomes(backlog, id), loadTicket(backlog, id)];
    if (!stored.ok || !ticket.ok) return [];
    const ended = endedCase(backlog, ticket.value.ticket, { atoms: own.get(id) ?? [], isBack: back.has(id) });
    return outcomeChanges(stored.value, followOutcome(stored.value.outcomes, ended, following));
  });
}

/** What Docket itself knows of how a ticket ended. */
export function endedCase(
  backlog: Backlog,
  ticket: Ticket,
  seen: Pick<EndedCase, "atoms" | "isBack"> = { atoms: [], isBack: false },
): EndedCase {
  const { id, status, relations, fields } = ticket;
  return {
    ...{ id, status, ...seen },
    rejection: typeof fields.rejection === "string" ? fields.rejection : "",
    related: relations.duplicate_of ?? relations.related.at(-1),
    proof: fields.unproven === true ? undefined : proofOf(backlog, ticket),
  };
}

/** The last order of the ticket whose work is merged. */
function proofOf(backlog: Backlog, ticket: Ticket): Proof | undefined {
  const merged = orderIdsOf(backlog, ticket.id).flatMap((id) => {
    const stored = loadOrder(backlog, id);
    return stored.ok && stored.value.order.merged_at_sha !== undefined ? [stored.value.order] : [];
  });
  const last = merged.toSorted((a, b) => ((a.finished_at ?? "") < (b.finished_at ?? "") ? -1 : 1)).at(-1);
  const closed = ticket.events.findLast(({ kind, refs }) => kind === "close" && refs.includes(`order:${last?.id}`));
  const mergedAt = parseInstant(closed?.at ?? last?.finished_at ?? "");
  if (last?.merged_at_sha === undefined || mergedAt === undefined) return undefined;
  const { id: order, base: targetBranch, merged_at_sha: mergedCommit } = last;
  return { order, targetBranch, mergedCommit, mergedAt, verdict: provenBy(backlog, last) };
}

/** Where the verdict stands that let the work pass, that of the merged tree if there is one; none where a person did. */
function provenBy(backlog: Backlog, { id }: Order): string | undefined {
  for (const path of [MERGED_VERDICT, "verdict.json"].map((name) => orderPath(id, name))) {
    const read = readBytes(backlog, path);
    if (!read.ok) continue;
    const verdict = parseVerdict(new TextDecoder().decode(read.value));
    return verdict.ok && verdict.value.result === "passed" && verdict.value.skipped === undefined ? path : undefined;
  }
  return undefined;
}
