import { comparableAtoms } from "../../evidence/comparable-atoms.ts";
import { alikePairs } from "../../evidence/likeness/alike-pairs.ts";
import { pathsIn } from "../../evidence/likeness/anchors.ts";
import { borderlinePairs } from "../../evidence/likeness/borderline-pairs.ts";
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

/** A group with the title that its ticket would have. */
export interface GroupWords {
  readonly group: Group;
  readonly title: string;
}

/**
 * For each group the ticket, or else the group before it, that says the same in other words; of several the one most alike. A source
 * tells its own groups apart by itself, however alike they sound: only what comes from elsewhere is compared.
 */
export function alikeOf(tickets: readonly TicketWords[], groups: readonly GroupWords[]): ReadonlyMap<Group, Alike> {
  const { pairs } = alikePairs({ things: thingsOf(tickets, groups), rule: isSame, known: tickets.length });
  const best = new Map<Group, { readonly alike: Alike; readonly rank: number }>();
  for (const { a, b, likeness } of pairs) {
    const group = groups[b - tickets.length]?.group;
    const alike = group === undefined ? undefined : partner(group, tickets[a], groups[a - tickets.length]);
    if (group === undefined || alike === undefined) continue;
    // A likeness is at most 1, so that a ticket comes before every group.
    const rank = likeness.overall + ("ticket" in alike ? 2 : 0);
    if (rank > (best.get(group)?.rank ?? 0)) best.set(group, { alike, rank });
  }
  return new Map([...best].map(([group, { alike }]) => [group, alike]));
}

/** A group, and what may say the same: nobody can tell by the formulas alone. */
export interface NearPair {
  readonly group: GroupWords;
  readonly other: TicketWords | GroupWords;
  readonly alike: Alike;
}

/** Pairs about which somebody who can tell may be asked, the most alike first; those that are the same for sure are not among them. */
export function nearPairs({ tickets, groups, settled }: Nearing): readonly NearPair[] {
  const pairAt = (a: number, b: number): NearPair | undefined => {
    const group = groups[b - tickets.length];
    const [known, before] = [tickets[a], groups[a - tickets.length]];
    const other = known ?? before;
    if (group === undefined || other === undefined || settled.has(group.group)) return undefined;
    const alike = partner(group.group, known, before);
    return alike === undefined ? undefined : { group, other, alike };
  };
  const things = thingsOf(tickets, groups);
  const mayMeet = (a: number, b: number): boolean => pairAt(a, b) !== undefined;
  return borderlinePairs({ things, known: tickets.length, mayMeet }).flatMap(({ a, b }) => pairAt(a, b) ?? []);
}

export interface Nearing {
  readonly tickets: readonly TicketWords[];
  readonly groups: readonly GroupWords[];
  /** Groups of which it is known where they go. */
  readonly settled: Pick<ReadonlySet<Group>, "has">;
}

const thingsOf = (tickets: readonly TicketWords[], groups: readonly GroupWords[]): readonly Comparable[] => [
  ...tickets.map(ofTicket),
  ...groups.map(({ group, title }) => comparableAtoms({ title, atoms: group.atoms, fingerprint: group.fingerprint })),
];

function partner(group: Group, known: TicketWords | undefined, before: GroupWords | undefined): Alike | undefined {
  if (known !== undefined)
    return known.ticket.fingerprint.startsWith(`${group.source}:`) ? undefined : { ticket: known.ticket };
  return before === undefined || before.group.source === group.source ? undefined : { group: before.group };
}

function ofTicket({ ticket, text, evidence }: TicketWords): Comparable {
  return { title: ticket.title, text, anchors: pathsIn(`${ticket.title}\n${text}`), evidence };
}
