import type { Atom } from "../../evidence/atom.ts";
import { unlinkEdits } from "../../plan/from-evidence/ticket-edits.ts";
import type { TicketNews } from "../../plan/from-evidence/ticket-news.ts";
import type { World } from "../../ports/world.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { writeFacts } from "../../store/evidence/facts.ts";
import type { Facts } from "../../store/evidence/facts-decision.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import type { Change } from "../../store/write/change.ts";
import { editTicket } from "../../ticket/edit.ts";
import { isDay, parseInstant } from "../../ticket/instant.ts";
import type { Instant } from "../../ticket/model.ts";
import { type Desk, newEvent, now, openDesk } from "../_change-ticket.ts";
import { checkSaid } from "../_event-input.ts";
import { untilNotValid } from "../faults.ts";
import { tellTickets } from "../found/_told-tickets.ts";
import type { Call } from "../op.ts";
import { findOwn } from "./_find-fact.ts";

export interface ChangeWish {
  readonly action: "link" | "ignore" | "heed";
  readonly names: readonly string[];
  readonly reason?: string | undefined;
  readonly until?: string | undefined;
}

export interface ChangedFacts {
  readonly facts: readonly Atom[];
  readonly changed: boolean;
  readonly dryRun?: true;
}

/** Changes what is known of facts, and where a ticket gains or loses one, that too: one transaction (I3). */
export async function changeFacts(world: World, call: Call, wish: ChangeWish): Promise<Result<ChangedFacts>> {
  const said = saidOf(wish);
  if (!said.ok) return said;
  const desk = await openDesk(world, call, `evidence ${wish.action}`);
  if (!desk.ok) return desk;
  return writeFacts(desk.value, (known) => {
    const planned =
      wish.action === "link" ? link(desk.value, known, wish) : say(desk.value, known, { wish, ...said.value });
    if (!planned.ok) return planned;
    const { facts, atoms, changes } = planned.value;
    const output = { facts, changed: atoms.length > 0, ...(call.dryRun ? { dryRun: true as const } : {}) };
    const message = `evidence ${wish.action}: ${facts
      .map(({ id }) => id)
      .slice(0, 3)
      .join(", ")}`;
    return ok({ message, changes, atoms, output });
  });
}

interface Said {
  readonly reason: string;
  readonly until?: Instant;
}

/** What stands for itself is checked before anything is read. */
function saidOf({ action, reason, until }: ChangeWish): Result<Said> {
  if (action !== "ignore") return ok({ reason: reason ?? "" });
  const text = checkSaid("reason", reason ?? "");
  if (!text.ok) return text;
  if (until === undefined) return ok({ reason: text.value });
  const at = parseInstant(isDay(until) ? `${until}T00:00:00Z` : until);
  return at === undefined ? err(untilNotValid({ text: until })) : ok({ reason: text.value, until: at });
}

interface Planned {
  readonly facts: readonly Atom[];
  /** Those among them that are to be written. */
  readonly atoms: readonly Atom[];
  readonly changes: readonly Change[];
}

/** Ignores facts, or takes that back. */
function say(
  { backlog, author }: Desk,
  known: Facts,
  { wish, ...said }: Said & { readonly wish: ChangeWish },
): Result<Planned> {
  const facts: Atom[] = [];
  for (const name of wish.names) {
    const found = findOwn(known, name);
    if (!found.ok) return found;
    const { ignored: _, ...rest } = found.value;
    const ignored = { ...said, by: author.actor.name, at: now(backlog.world) };
    facts.push(wish.action === "ignore" ? { ...rest, ignored } : rest);
  }
  return ok({ facts, atoms: facts, changes: [] });
}

/** Ties one fact to a ticket; the ticket it belonged to until now is told. */
function link(desk: Desk, known: Facts, { names, reason }: ChangeWish): Result<Planned> {
  const found = findOwn(known, names[0] ?? "");
  if (!found.ok) return found;
  const target = loadTicket(desk.backlog, names[1] ?? "");
  if (!target.ok) return target;
  const { ticket } = target.value;
  const before = found.value;
  if (before.ticket === ticket.id) return ok({ facts: [before], atoms: [], changes: [] });
  const { held: _, ...rest } = before;
  const after = { ...rest, ticket: ticket.id };
  const left = known.atoms.filter((atom) => atom.ticket === ticket.id && atom.gone === undefined).length + 1;
  const news: TicketNews = {
    ticket: {
      id: ticket.id,
      title: ticket.title,
      status: ticket.status,
      fingerprint: "",
      rejection: "",
      duplicateOf: "",
    },
    added: [after],
    back: [],
    gone: [],
    left,
    reopens: false,
    why: reason === undefined || reason.trim() === "" ? `${desk.author.actor.name} says so` : reason.trim(),
  };
  const told = tellTickets(desk, [news]);
  const [failed] = told.report.failed;
  if (failed !== undefined) return err(failed.fault);
  const untied =
    before.ticket === undefined ? ok([]) : untie(desk, { from: before.ticket, atom: before, to: ticket.id });
  if (!untied.ok) return untied;
  return ok({ facts: [after], atoms: [after], changes: [...told.changes, ...untied.value] });
}

interface Untying {
  readonly from: string;
  readonly atom: Atom;
  readonly to: string;
}

/** A ticket that is no longer there need not be told. */
function untie(desk: Desk, { from, atom, to }: Untying): Result<readonly Change[]> {
  const stored = loadTicket(desk.backlog, from);
  if (!stored.ok) return ok([]);
  const { ticket, text, path, bytes } = stored.value;
  const { world } = desk.backlog;
  const event = newEvent(world, desk.author, {
    kind: "evidence",
    attributes: { moved: "1", target: to },
    body: `The fact ${atom.id} belongs to ${to} now.`,
  });
  const edited = editTicket(text, [...unlinkEdits(ticket, atom.id), { set: "updated", to: now(world) }, event]);
  return edited.ok ? ok([{ path, before: bytes, after: edited.value }]) : edited;
}
