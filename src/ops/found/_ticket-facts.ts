import { basename } from "node:path/posix";
import type { TicketFacts } from "../../plan/from-evidence/standing.ts";
import { textsOf } from "../../plan/from-evidence/ticket-edits.ts";
import type { Backlog } from "../../store/backlog.ts";
import { silencingOutcomes } from "../../store/evidence/outcomes.ts";
import { allTickets } from "../../store/read/all-tickets.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import { idOfFileName } from "../../ticket/id.ts";

/**
 * All tickets with what decisions about evidence need of them. One whose file cannot be read is there all the same: its facts are taken
 * care of, and stay its own until somebody mends it (I5).
 */
export function ticketFacts(backlog: Backlog): {
  readonly all: ReadonlyMap<string, TicketFacts>;
  namedBy(ticket: string): readonly string[];
} {
  const { summaries, problems } = allTickets(backlog);
  const outcomes = silencingOutcomes(backlog);
  const all = new Map<string, TicketFacts>(
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
  for (const { file } of problems) {
    const id = idOfFileName(basename(file));
    if (id !== undefined && !all.has(id)) all.set(id, { id, ...UNREADABLE });
  }
  return {
    all,
    namedBy: (ticket) => {
      const stored = loadTicket(backlog, ticket);
      return stored.ok ? textsOf(stored.value.ticket.fields.evidence) : [];
    },
  };
}

const UNREADABLE = { title: "", status: "unreadable", fingerprint: "", rejection: "", duplicateOf: "" };
