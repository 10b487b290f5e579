import { alikeTickets as findAlike } from "../../evidence/ticket-likeness/alike-tickets.ts";
import type { CheckedTicket } from "./checked-ticket.ts";
import { isTied } from "./surroundings.ts";

/** What a person reads to see what a ticket is about; the other sections are much the same everywhere. */
const TELLING = new Set(["context", "description", "steps to reproduce", "actual", "hypothesis"]);

/** For each ticket an earlier one that says the same in other words and is not tied to it. */
export function alikeTickets(tickets: readonly CheckedTicket[]): ReadonlyMap<CheckedTicket, CheckedTicket> {
  const byId = new Map(tickets.map((one) => [one.id, one]));
  const found = new Map<CheckedTicket, CheckedTicket>();
  for (const { a, b } of findAlike(tickets.map(wordsOf))) {
    const [earlier, later] = [byId.get(a), byId.get(b)];
    if (earlier === undefined || later === undefined || found.has(later) || isTied(earlier, later)) continue;
    if (isFound(earlier) && isFound(later)) continue;
    found.set(later, earlier);
  }
  return found;
}

/** Discovery writes all its tickets in the same sentences; whether two of them are one it has told from their facts. */
const isFound = ({ ticket }: CheckedTicket): boolean => Object.hasOwn(ticket.fields, "fingerprint");

function wordsOf({ id, ticket }: CheckedTicket): {
  readonly id: string;
  readonly title: string;
  readonly text: string;
} {
  const parts = ticket.sections.filter(({ heading }) => TELLING.has(heading.toLowerCase()));
  return {
    id,
    title: ticket.title,
    text: parts.map(({ body }) => body.replace(/<!--[\s\S]*?(?:-->|$)/g, "")).join("\n"),
  };
}
