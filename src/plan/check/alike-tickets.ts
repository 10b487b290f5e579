import { alikePairs } from "../../evidence/likeness/alike-pairs.ts";
import { pathsIn } from "../../evidence/likeness/anchors.ts";
import type { Comparable } from "../../evidence/likeness/comparable.ts";
import { isSame } from "../../evidence/likeness/rules.ts";
import type { CheckedTicket } from "./checked-ticket.ts";
import { isTied } from "./surroundings.ts";

/** What a person reads to see what a ticket is about; the other sections are much the same everywhere. */
const TELLING = new Set(["context", "description", "steps to reproduce", "actual", "hypothesis"]);

/** For each ticket an earlier one that says the same in other words and is not tied to it. */
export function alikeTickets(tickets: readonly CheckedTicket[]): ReadonlyMap<CheckedTicket, CheckedTicket> {
  const { pairs } = alikePairs({ things: tickets.map(comparable), rule: isSame });
  const found = new Map<CheckedTicket, CheckedTicket>();
  for (const { a, b } of pairs) {
    const [earlier, later] = [tickets[a], tickets[b]];
    if (earlier === undefined || later === undefined || found.has(later) || isTied(earlier, later)) continue;
    found.set(later, earlier);
  }
  return found;
}

function comparable({ ticket, files }: CheckedTicket): Comparable {
  const parts = ticket.sections.filter(({ heading }) => TELLING.has(heading.toLowerCase()));
  const text = parts.map(({ body }) => body.replace(/<!--[\s\S]*?(?:-->|$)/g, "")).join("\n");
  const paths = files.map(({ path }) => path.toLowerCase());
  return {
    title: ticket.title,
    text,
    anchors: [...new Set([...pathsIn(ticket.title), ...paths])].sort(),
    evidence: [],
  };
}
