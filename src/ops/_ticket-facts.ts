import type { TicketFacts } from "../plan/from-evidence/standing.ts";
import { textsOf } from "../plan/from-evidence/ticket-edits.ts";
import type { Backlog } from "../store/backlog.ts";
import { silencingOutcomes } from "../store/evidence/outcomes.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { loadTicket } from "../store/read/read-ticket.ts";

/** All tickets with what decisions about evidence need of them. A file that cannot be read counts as no ticket, and stays as it is. */
export function ticketFacts(backlog: Backlog): {
  readonly all: ReadonlyMap<string, TicketFacts>;
  namedBy(ticket: string): readonly string[];
} {
  const { summaries } = allTickets(backlog);
  const outcomes = silencingOutcomes(backlog);
  const all = new Map(
    summaries.map(({ id, title, status, duplicate_of, extra }) => [
      id,
      {
        id,
        title,
        status,
        duplicateOf: duplicate_of,
        rejection: extra.rejection ?? "",
        fingerprint: extra.fingerprint ?? "",
        ...outcomes.get(id),
      },
    ]),
  );
  return {
    all,
    namedBy: (ticket) => {
      const stored = loadTicket(backlog, ticket);
      return stored.ok ? textsOf(stored.value.ticket.fields.evidence) : [];
    },
  };
}
