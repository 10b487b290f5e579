import { type Told, tellTicket } from "../../plan/from-evidence/ticket-edits.ts";
import type { TicketNews } from "../../plan/from-evidence/ticket-news.ts";
import type { Fault } from "../../std/fault.ts";
import { ok, type Result } from "../../std/result.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import type { Change } from "../../store/write/change.ts";
import { editTicket } from "../../ticket/edit.ts";
import type { Edit, Ticket } from "../../ticket/model.ts";
import { checkMove } from "../../ticket/move.ts";
import { type Desk, newEvent, now } from "../_change-ticket.ts";
import { requirementsOf } from "../refine/_requirements.ts";

/** One ticket that was told something. */
export interface ToldTicket {
  readonly id: string;
  readonly title: string;
  readonly added: number;
  readonly back: number;
  readonly gone: number;
  readonly left: number;
  readonly why?: string;
}

type ByOutcome = Readonly<Record<Told["as"], readonly ToldTicket[]>>;

export interface ToldTickets {
  readonly changes: readonly Change[];
  readonly report: ByOutcome & {
    /** Tickets that could not be told; they stay as they are. */
    readonly failed: readonly { readonly id: string; readonly fault: Fault }[];
  };
}

/** Writes the news into the tickets they are about. */
export function tellTickets(desk: Desk, news: readonly TicketNews[]): ToldTickets {
  const changes: Change[] = [];
  const outcomes: { readonly as: Told["as"]; readonly told: ToldTicket }[] = [];
  const failed: { readonly id: string; readonly fault: Fault }[] = [];
  for (const one of news) {
    const change = tellOne(desk, one);
    if (!change.ok) {
      failed.push({ id: one.ticket.id, fault: change.fault });
      continue;
    }
    changes.push(change.value.change);
    outcomes.push({ as: change.value.as, told: shownNews(one) });
  }
  const of = (as: Told["as"]): readonly ToldTicket[] => outcomes.flatMap((one) => (one.as === as ? [one.told] : []));
  const report = {
    linked: of("linked"),
    reopened: of("reopened"),
    proposed: of("proposed"),
    closed: of("closed"),
    told: of("told"),
    failed,
  };
  return { changes, report };
}

function tellOne(desk: Desk, news: TicketNews): Result<{ readonly change: Change; readonly as: Told["as"] }> {
  const { backlog, author, settings } = desk;
  const stored = loadTicket(backlog, news.ticket.id);
  if (!stored.ok) return stored;
  const { ticket, text, path, bytes } = stored.value;
  const told = tellTicket({ ticket, news, whenGone: settings.discover.whenGone });
  const allowed = mayMove(desk, ticket, told);
  if (!allowed.ok) return allowed;
  const updated: Edit = { set: "updated", to: now(backlog.world) };
  const edited = editTicket(text, [...told.edits, updated, newEvent(backlog.world, author, told.event)]);
  return edited.ok ? ok({ change: { path, before: bytes, after: edited.value }, as: told.as }) : edited;
}

/** A move that follows from evidence goes along the table like any other (I4). */
function mayMove({ author, settings }: Desk, ticket: Ticket, { edits, event }: Told): Result<unknown> {
  const move = edits.find((edit): edit is Extract<Edit, { set: string }> => "set" in edit && edit.set === "status");
  if (move === undefined) return ok(undefined);
  const facts = {
    unmetDependencies: [],
    claimed: ticket.assignee !== undefined,
    requirements: requirementsOf(settings),
  };
  const rejection = move.to === "rejected" ? { rejection: "obsolete" } : {};
  const request = { ticket, to: String(move.to), actor: author.actor, reason: event.body, force: false, facts };
  return checkMove({ ...request, ...rejection });
}

function shownNews({ ticket, added, back, gone, left, why }: TicketNews): ToldTicket {
  const counts = { added: added.length, back: back.length, gone: gone.length, left };
  return { id: ticket.id, title: ticket.title, ...counts, ...(why === "" ? {} : { why }) };
}
