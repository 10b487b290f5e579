import { alikeOf, type GroupWords, type TicketWords } from "../../plan/from-evidence/alike.ts";
import type { Alike } from "../../plan/from-evidence/decisions.ts";
import type { Group } from "../../plan/from-evidence/group.ts";
import type { TicketFacts } from "../../plan/from-evidence/standing.ts";
import { textsOf } from "../../plan/from-evidence/ticket-edits.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import { isOpen } from "../../ticket/statuses.ts";
import type { Desk } from "../_change-ticket.ts";
import type { Looked } from "./_look-around.ts";

interface Comparing {
  readonly desk: Desk;
  readonly looked: Looked;
  readonly groups: readonly Group[];
  readonly tickets: ReadonlyMap<string, TicketFacts>;
}

/** Compares groups that no ticket was made for with the open tickets, and with each other. Reads no ticket when there is no group. */
export function likeOthers(comparing: Comparing): ReadonlyMap<Group, Alike> {
  if (comparing.groups.length === 0) return new Map();
  const { tickets, groups } = wordsFor(comparing);
  return alikeOf(tickets, groups);
}

/** The words by which open tickets and groups are compared. */
export function wordsFor({ desk, looked, groups, tickets }: Comparing): {
  readonly tickets: readonly TicketWords[];
  readonly groups: readonly GroupWords[];
} {
  const open = [...tickets.values()].filter(({ status }) => isOpen(status));
  const words = groups.map((group) => {
    const advice = looked.sources.get(group.source)?.advise(group.atoms);
    return { group, title: advice?.title ?? group.fingerprint };
  });
  return { tickets: open.flatMap((ticket) => wordsOf(desk, ticket)), groups: words };
}

/** Found tickets are compared by what they say too: another source may see the same. */
const TOLD = new Set(["description", "steps to reproduce", "actual", "expected", "affected files"]);

function wordsOf({ backlog }: Desk, ticket: TicketFacts): readonly TicketWords[] {
  const stored = loadTicket(backlog, ticket.id);
  if (!stored.ok) return [];
  const { sections, fields } = stored.value.ticket;
  const told = sections.filter(({ heading }) => TOLD.has(heading.toLowerCase())).map(({ body }) => body);
  const text = told.join("\n").replace(/<!--[\s\S]*?-->/g, "");
  return [{ ticket, text, evidence: textsOf(fields.evidence) }];
}
