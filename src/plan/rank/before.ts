import { type QueuePositions, sortScored, stageOf } from "../order.ts";
import { LAST_BAND, type Scores } from "./scores.ts";
import { shown } from "./terms.ts";

/** Why one ticket stands before another: the first part of the order in which they differ. */
export function whyBefore(
  scores: Scores,
  { first, second }: { readonly first: number; readonly second: number },
  queue: QueuePositions,
): string {
  const [a, b] = [scores.tickets[first], scores.tickets[second]];
  if (a === undefined || b === undefined) return "";
  if (stageOf(a.status) !== stageOf(b.status)) return `nearer to being worked on: ${a.status} before ${b.status}`;
  if (scores.bands[first] !== scores.bands[second])
    return `more pressing: ${bandText(scores, first)} before ${bandText(scores, second)}`;
  const [turn, other] = [queue.get(a.id), queue.get(b.id)];
  if (turn !== other) return `earlier in the queue of its epic: ${turnText(turn)} before ${turnText(other)}`;
  const [worth, less] = [scores.hundredthsAt(first), scores.hundredthsAt(second)];
  if (worth !== less) return `a higher score: ${shown(worth / 100)} against ${shown(less / 100)}`;
  return a.created !== b.created ? "older, with the same score" : "the smaller id, with the same score and age";
}

/** A ticket's priority in words, with where it has it from. */
export function bandText({ bands, tickets }: Scores, place: number): string {
  const band = bands[place] ?? LAST_BAND;
  const own = tickets[place]?.priority ?? "";
  if (band >= LAST_BAND) return own === "" ? "no priority" : `the unknown priority ${own}`;
  return band % 2 === 0 ? own : `P${band >> 1} of what waits for it`;
}

const turnText = (turn: number | undefined): string => (turn === undefined ? "in none" : `place ${turn + 1}`);

/** The places that stand before one, in order. */
export function placesBefore(
  scores: Scores,
  { among, place }: { readonly among: readonly number[]; readonly place: number },
  queue: QueuePositions,
): readonly number[] {
  const order = sortScored(scores, [...new Set([...among, place])], queue);
  return order.slice(0, order.indexOf(place));
}
