import type { Atom } from "../atom.ts";
import { keywordsIn } from "./keywords.ts";
import type { PointsRow } from "./tables.ts";

/** A number from 1 to 13 that was guessed, with what it was guessed from. */
export interface Estimate {
  readonly points: number;
  readonly reason: string;
}

/** The two numbers that a ticket is ranked by. */
export interface TwoEstimates {
  readonly impact: Estimate;
  readonly effort: Estimate;
}

/** What an estimator looks at: the facts, and their words. */
export interface Estimating {
  readonly atoms: readonly Atom[];
  readonly text: string;
}

/** The first row of a table with a word in the text; the points for all others when there is none. */
export function pointsByWords(text: string, table: readonly PointsRow[], other: number): Estimate {
  return rowByWords(text, table) ?? { points: other, reason: "none of the words that would say more" };
}

export function rowByWords(text: string, table: readonly PointsRow[]): Estimate | undefined {
  for (const { points, words } of table) {
    const found = keywordsIn(text, words);
    if (found.length > 0) return { points, reason: wordsReason(found) };
  }
  return undefined;
}

export function wordsReason(words: readonly string[]): string {
  return `${words.length === 1 ? "the word" : "the words"} ${words.join(", ")}`;
}
