import { candidatesOf } from "./_candidates.ts";
import { type AlikeTickets, comparer } from "./_compare-tickets.ts";
import { type TicketText, weigh } from "./_weigh.ts";

/**
 * Finds tickets that ask for the same in other words, the surest pairs first; of each pair the one that comes first in the list is
 * `a`. Words are weighed by how few of the tickets have them, so the list should hold the whole backlog. Tickets that say exactly the
 * same are each named with the first of them only.
 */
export function alikeTickets(tickets: readonly TicketText[]): readonly AlikeTickets[] {
  const weighed = weigh(tickets);
  const candidates = candidatesOf(weighed);
  const { first, compare } = comparer(tickets, weighed);
  const isFirst = (at: number): boolean => first[at] === at;
  const found = tickets.flatMap((_, b) => {
    const earlier = isFirst(b) ? Array.from(candidates(b)).filter(isFirst) : [first[b] ?? b];
    return earlier.flatMap((a) => compare(a, b) ?? []);
  });
  return found.sort((x, y) => y.score - x.score);
}

/** For each wish the tickets that ask for the same, the surest first; the wish is `b` in each pair. All are weighed together. */
export function ticketsLikeEach(
  wishes: readonly TicketText[],
  tickets: readonly TicketText[],
): readonly (readonly AlikeTickets[])[] {
  const all = [...tickets, ...wishes];
  const weighed = weigh(all);
  const candidates = candidatesOf(weighed);
  const { compare } = comparer(all, weighed);
  return wishes.map((_, at) => {
    const earlier = Array.from(candidates(tickets.length + at)).filter((a) => a < tickets.length);
    return earlier.flatMap((a) => compare(a, tickets.length + at) ?? []).sort((x, y) => y.score - x.score);
  });
}
