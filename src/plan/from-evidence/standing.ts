/** What decisions about evidence need to know of a ticket. */
export interface TicketFacts {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** Of found tickets: the source and the group they were made for. */
  readonly fingerprint: string;
  readonly rejection: string;
  readonly duplicateOf: string;
  /** The commit that ended it, when what is looked at does not have it. */
  readonly mergedElsewhere?: string;
  /** What became of its problem, where that keeps facts silent. */
  readonly outcome?: "resolved" | "duplicate" | "superseded";
}

/**
 * How a ticket stands towards a fact that is seen now.
 *
 *   open    it is on its way, so the fact belongs to it
 *   ended   it was closed because the problem was over: seen again, it is a regression
 *   silent  somebody said that nothing will be done, or something else takes care of it
 *   missing there is no such ticket
 */
export type Standing =
  | { readonly is: "open"; readonly ticket: TicketFacts }
  | { readonly is: "ended"; readonly ticket: TicketFacts }
  | { readonly is: "silent"; readonly ticket: TicketFacts; readonly why: string }
  | { readonly is: "missing" };

/** Follows duplicates to the ticket that counts, and says how it stands. A circle of duplicates leads nowhere. */
export function standingOf(id: string, tickets: ReadonlyMap<string, TicketFacts>): Standing {
  const seen = new Set<string>();
  let ticket = tickets.get(id);
  while (ticket !== undefined && isDuplicate(ticket) && tickets.has(ticket.duplicateOf) && !seen.has(ticket.id)) {
    seen.add(ticket.id);
    ticket = tickets.get(ticket.duplicateOf);
  }
  if (ticket === undefined) return { is: "missing" };
  if (ticket.mergedElsewhere !== undefined)
    return {
      is: "silent",
      ticket,
      why: `${ticket.id} was mended in ${ticket.mergedElsewhere}, which is not in this checkout`,
    };
  if (ticket.status !== "rejected" && ticket.status !== "done") return { is: "open", ticket };
  if (ticket.outcome === "duplicate" || ticket.outcome === "superseded")
    return { is: "silent", ticket, why: `${ticket.id} has the outcome ${ticket.outcome}` };
  if (ticket.status === "done") return { is: "ended", ticket };
  const why = SILENT[ticket.rejection];
  return why === undefined ? { is: "ended", ticket } : { is: "silent", ticket, why: `${ticket.id} ${why}` };
}

/** What a rejection means for a fact that goes on being seen. One that was obsolete is not, as it turns out. */
const SILENT: Readonly<Record<string, string>> = {
  wont_do: "says that nothing will be done",
  superseded: "was superseded by another ticket",
  split: "was split into other tickets",
  duplicate: "is a duplicate of a ticket that is not there",
};

const isDuplicate = ({ status, rejection, duplicateOf }: TicketFacts): boolean =>
  status === "rejected" && rejection === "duplicate" && duplicateOf !== "";

/** Somebody is at work: the ticket is told, and not moved. */
export const isAtWork = (status: string): boolean => status === "doing" || status === "review";
