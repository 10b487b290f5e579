import { alikePairs } from "../../evidence/likeness/alike-pairs.ts";
import { pathsIn } from "../../evidence/likeness/anchors.ts";
import type { Comparable } from "../../evidence/likeness/comparable.ts";
import { isSame } from "../../evidence/likeness/rules.ts";
import type { Alike } from "./decisions.ts";
import type { Group } from "./group.ts";
import type { TicketFacts } from "./standing.ts";

/** A ticket with its words. */
export interface TicketWords {
  readonly ticket: TicketFacts;
  /** What its sections say that a person would read to tell what it is about. */
  readonly text: string;
  readonly evidence: readonly string[];
}

/** A group with the words that its ticket would have. */
export interface GroupWords {
  readonly group: Group;
  readonly title: string;
  readonly text: string;
}

/**
 * For each group the first ticket, or else the first group before it, that says the same in other words. A source tells its own groups
 * apart by itself, however alike they sound: only what comes from elsewhere is compared.
 */
export function alikeOf(tickets: readonly TicketWords[], groups: readonly GroupWords[]): ReadonlyMap<Group, Alike> {
  const things = [...tickets.map(ofTicket), ...groups.map(ofGroup)];
  const { pairs } = alikePairs({ things, rule: isSame, known: tickets.length });
  const alike = new Map<Group, Alike>();
  for (const { a, b } of pairs) {
    const group = groups[b - tickets.length]?.group;
    if (group === undefined || alike.has(group)) continue;
    const ticket = tickets[a]?.ticket;
    const before = groups[a - tickets.length]?.group;
    if (ticket !== undefined && !ticket.fingerprint.startsWith(`${group.source}:`)) alike.set(group, { ticket });
    else if (before !== undefined && before.source !== group.source) alike.set(group, { group: before });
  }
  return alike;
}

function ofTicket({ ticket, text, evidence }: TicketWords): Comparable {
  return { title: ticket.title, text, anchors: pathsIn(`${ticket.title}\n${text}`), evidence };
}

function ofGroup({ group, title, text }: GroupWords): Comparable {
  const said = group.atoms.flatMap(({ message, quote }) => [message, ...(quote === undefined ? [] : [quote.text])]);
  const whole = [text, ...said.slice(0, MAX_SAID)].join("\n");
  const paths = group.atoms.flatMap(({ place }) => (place === undefined ? [] : [place.path]));
  const anchors = [...new Set([...paths, ...pathsIn(`${title}\n${whole}`)])];
  return { title, text: whole, anchors, evidence: group.atoms.map(({ id }) => id) };
}

/** Messages and quotations of a group that are compared; more say nothing new. */
const MAX_SAID = 20;
