import { isOpen } from "../../ticket/statuses.ts";
import { type AtomStatus, promoteAtomStatus } from "./atom-status.ts";
import type { Draft } from "./sync-draft.ts";

/** What a ticket of Docket says about the atoms it belongs to. The same table for people is docs/backlog-repo.md. */
export const NATIVE_STATUSES: Readonly<Record<string, AtomStatus>> = {
  new: "ticketed",
  refined: "ticketed",
  ready: "queued",
  blocked: "queued",
  doing: "actioned",
  review: "actioned",
  done: "actioned",
  deferred: "actioned",
  rejected: "actioned",
};

/** A ticket of Docket as far as atoms are concerned. */
export interface NativeTicket {
  readonly id: string;
  readonly status: string;
  /** The ticket it says the same as. */
  readonly duplicateOf: string | undefined;
  readonly fingerprint: string | undefined;
  readonly atoms: readonly string[];
}

/** What is needed of a ticket to tell which one speaks for its atoms. */
export type StatedTicket = Pick<NativeTicket, "id" | "status" | "duplicateOf">;

type Tickets = ReadonlyMap<string, StatedTicket>;

/** What a ticket wants of its atoms; undefined when there is no such ticket. */
export function statusByTicket(id: string, all: Tickets): AtomStatus | undefined {
  const ticket = all.get(id);
  return ticket === undefined ? undefined : NATIVE_STATUSES[speaker(ticket, all).status];
}

/** The ticket that speaks for one: itself, or what it is a duplicate of. */
function speaker(ticket: StatedTicket, all: Tickets, seen: readonly string[] = []): StatedTicket {
  const target = ticket.duplicateOf === undefined ? undefined : all.get(ticket.duplicateOf);
  return target === undefined || seen.includes(target.id)
    ? ticket
    : speaker(target, all, [...seen, ticket.id, target.id]);
}

const byId = (tickets: readonly NativeTicket[]): Tickets => new Map(tickets.map((ticket) => [ticket.id, ticket]));

/** Brings the atoms of Docket's own tickets as far as these are, and never back. Gives how many went on. */
export function ticketsPass({ entries, sealed }: Draft, tickets: readonly NativeTicket[]): number {
  const all = byId(tickets);
  let promoted = 0;
  for (const ticket of tickets) {
    const wanted = NATIVE_STATUSES[speaker(ticket, all).status];
    for (const id of wanted === undefined ? [] : ticket.atoms) {
      const entry = entries.get(id);
      if (entry === undefined || wanted === undefined || sealed.has(id)) continue;
      const status = promoteAtomStatus(entry.status, wanted);
      if (status !== entry.status) promoted += 1;
      entries.set(id, { ...entry, status });
    }
  }
  return promoted;
}

/** Fingerprints and atoms of tickets that are not closed: nothing of them is missing, wherever their plans are. */
export function aliveIn(tickets: readonly NativeTicket[]): ReadonlySet<string> {
  const all = byId(tickets);
  const open = tickets.filter((ticket) => isOpen(speaker(ticket, all).status));
  return new Set(
    open.flatMap(({ fingerprint, atoms }) => [...(fingerprint === undefined ? [] : [fingerprint]), ...atoms]),
  );
}
