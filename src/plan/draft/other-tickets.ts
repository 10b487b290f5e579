import { wordsOf } from "../../evidence/likeness/words.ts";
import { ticketsLikeEach } from "../../evidence/ticket-likeness/alike-tickets.ts";
import type { AffectedFile } from "../../ticket/affected-files.ts";
import type { ChosenFile } from "./choose-files.ts";
import { MAX_LIKE } from "./limits.ts";
import type { Wish } from "./wish.ts";

/** An open ticket as a draft looks at it. */
export interface OtherTicket {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly titleWords: ReadonlySet<string>;
  readonly text: string;
  readonly files: readonly AffectedFile[];
}

export interface LikeTicket {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** It says the same, as far as code can tell; else it only comes near. */
  readonly same: boolean;
}

/** How sure it is that a ticket asks for the same as the wish, by the ticket's id; one that is not there does not. */
export type Alike = ReadonlyMap<string, number>;

/** What each wish is like, all weighed together. */
export const alikeToEach = (wishes: readonly Wish[], others: readonly OtherTicket[]): readonly Alike[] =>
  ticketsLikeEach(
    wishes.map(({ title, details }) => ({ id: "", title, text: details })),
    others,
  ).map((found) => new Map(found.map(({ a, score }) => [a, score])));

/** Open tickets that say the same or nearly the same, the most alike first. */
export function likeTickets(wish: Wish, others: readonly OtherTicket[], alike: Alike): readonly LikeTicket[] {
  const words = new Set(wordsOf(wish.title));
  return others
    .flatMap((other) => {
      const score = alike.get(other.id);
      const shared = titleShare(words, other.titleWords);
      const same = score !== undefined || shared >= SAME_TITLE;
      return same || shared >= NEAR_TITLE ? [{ other, same, rank: (score ?? 0) + shared }] : [];
    })
    .toSorted((x, y) => y.rank - x.rank || (x.other.id < y.other.id ? -1 : 1))
    .slice(0, MAX_LIKE)
    .map(({ other: { id, title, status }, same }) => ({ id, title, status, same }));
}

/** Words that both titles have, of all that one of them has. */
export function titleShare(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}

/** A sentence is short: when most of its words are those of a title, a person should look. */
export const SAME_TITLE = 0.8;
const NEAR_TITLE = 0.4;

export interface Dependency {
  readonly id: string;
  readonly reason: string;
  /** Whether it has to be done first; else it is only worth knowing of. */
  readonly first: boolean;
}

/**
 * What has to be there first: tickets that the wish names, that make a file it works on, or that have one of its files in hand. Others that
 * will touch the same files are only told of: which of them goes first does not matter.
 */
export function dependenciesOf(
  wish: Wish,
  files: readonly ChosenFile[],
  others: readonly OtherTicket[],
): readonly Dependency[] {
  return others.flatMap((other): readonly Dependency[] => {
    const { id, status } = other;
    if (wish.waitsFor.includes(id)) return [{ id, first: true, reason: "the wish says so" }];
    const shared = other.files.filter(({ path }) => files.some((file) => file.path === path));
    const made = shared.find(({ action }) => action === "create");
    if (made !== undefined) return [{ id, first: true, reason: `it makes ${made.path}` }];
    const [same] = shared;
    if (same === undefined) return [];
    const isInHand = status === "doing" || status === "review";
    return [
      {
        id,
        first: isInHand,
        reason: `${isInHand ? "it has this file in hand" : "it touches the same file"}: ${same.path}`,
      },
    ];
  });
}
