import { plainText } from "../likeness/words.ts";
import { scoreOf } from "./_score.ts";
import type { TicketText, Weighed, WeighedTicket } from "./_weigh.ts";
import { MAX_WHY } from "./limits.ts";

/** Two tickets that ask for the same, by their ids. */
export interface AlikeTickets {
  readonly a: string;
  readonly b: string;
  /** How sure that is, between the threshold and 1. */
  readonly score: number;
  /** Words that both say, the rarest first. */
  readonly why: readonly string[];
}

export interface Comparer {
  /** For each ticket the place of the first that says exactly the same, which may be itself. */
  readonly first: readonly number[];
  compare(a: number, b: number): AlikeTickets | undefined;
}

/** Compares tickets of a list by their places. */
export function comparer(tickets: readonly TicketText[], weighed: Weighed): Comparer {
  const first = firstSaying(tickets);
  const compare = (a: number, b: number): AlikeTickets | undefined => {
    const [one, other, wordsOne, wordsOther] = [tickets[a], tickets[b], weighed.tickets[a], weighed.tickets[b]];
    if (one === undefined || other === undefined || wordsOne === undefined || wordsOther === undefined)
      return undefined;
    const score = first[a] === first[b] ? 1 : scoreOf(weighed, wordsOne, wordsOther);
    return score === undefined ? undefined : { a: one.id, b: other.id, score, why: why(weighed, wordsOne, wordsOther) };
  };
  return { first, compare };
}

function firstSaying(tickets: readonly TicketText[]): readonly number[] {
  const first = new Map<string, number>();
  return tickets.map(({ title, text }, at) => {
    const said = plainText(`${title}\n${text}`);
    // Those that say nothing at all are not the same.
    if (said === "") return at;
    const before = first.get(said);
    if (before === undefined) first.set(said, at);
    return before ?? at;
  });
}

function why({ weights }: Weighed, one: WeighedTicket, other: WeighedTicket): readonly string[] {
  const known = new Set(other.all);
  const shared = Array.from(one.all).filter((term) => known.has(term));
  return shared
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b)
    .slice(0, MAX_WHY)
    .map((term) => one.written.get(term) ?? "");
}
