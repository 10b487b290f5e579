import { oneLine } from "../gate/rules.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Order } from "../store/orders/schema.ts";
import type { Ticket } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import { ticketMovedAway, workRefused } from "./faults.ts";

/** Where a ticket may be for its order to go a step further; a repeated step finds it behind already. */
const FITTING = { finish: ["doing", "review"], integrate: ["review", "done"] } as const;

interface NextStep {
  readonly order: string;
  readonly verb: keyof typeof FITTING;
}

/** Refuses to take an order further over the head of whoever parked, closed or took back its ticket: theirs is the later word (I4). */
export function requireInPlace({ id, status }: Ticket, { order, verb }: NextStep): Result<void> {
  if (FITTING[verb].some((fitting) => fitting === status)) return ok(undefined);
  return err(ticketMovedAway({ order, ticket: id, status, verb, wayOut: wayOut({ id, status }, { order, verb }) }));
}

function wayOut({ id, status }: Pick<Ticket, "id" | "status">, { order, verb }: NextStep): string {
  if (!isOpen(status)) {
    const end = verb === "finish" ? `docket release ${order}` : "docket reconcile --apply";
    return `${end} ends the order, and its branch stays; docket reopen ${id} --reason TEXT begins the ticket again`;
  }
  if (status === "blocked" || status === "deferred")
    return `when it is to go on: docket move ${id} ${verb === "finish" ? "doing" : "review"}`;
  return verb === "integrate" && status === "doing"
    ? `settle what it was sent back for, then: docket finish ${order}`
    : "docket reconcile shows what can be done about it";
}

/** Refuses to merge what a person asked changes of since the order began, and agreed to by nobody after that. */
export function requireNoRefusal({ events }: Ticket, { id, started_at = "" }: Order): Result<void> {
  const last = events.findLast(
    ({ kind, by, at, attributes: { verdict, commands } }) =>
      kind === "review" &&
      by === "person" &&
      at >= started_at &&
      // A yes to the work itself is an approval, which names the commands; that of a review is about what was read.
      (verdict === "request_changes" || (verdict === "approve" && commands !== undefined)),
  );
  if (last?.attributes.verdict !== "request_changes") return ok(undefined);
  return err(workRefused({ id, by: last.author, why: oneLine(last.body.trim()).slice(0, MOST_WORDS) }));
}

/** Letters of a reason that are shown with a refusal; the thread has the rest. */
const MOST_WORDS = 200;
