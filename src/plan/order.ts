import type { Planned } from "../ticket/model.ts";
import { type Scores, scoreTickets } from "./rank/scores.ts";
import type { Weights } from "./rank/weights.ts";

/** Places of tickets in the queues of their epics: the smaller the earlier. Made by queuePositions. */
export type QueuePositions = ReadonlyMap<string, number>;

/** What the order depends on beside the tickets. */
export interface Ordering {
  /** Milliseconds since 1970; only the UTC day matters. */
  readonly now: number;
  readonly weights: Weights;
  readonly queue: QueuePositions;
}

/**
 * Sorts places in a list of all tickets into the one order of `ready`, `next`, `take --next`, `run` and `list`: the stage (what is
 * nearer to being worked on first), priority, place in the epic's queue, score, age, id. Total: two different ids are never equal.
 */
export function sortPlaces(
  tickets: readonly Planned[],
  places: readonly number[],
  ordering: Ordering,
): readonly number[] {
  return sortScored(scoreTickets(tickets, ordering), places, ordering.queue);
}

/** The same where the scores are known already. */
export function sortScored(scores: Scores, places: readonly number[], queue: QueuePositions): readonly number[] {
  const keyed = keysOf(scores, places, queue);
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ place }) => place);
}

/** The same, not sorted yet: the smaller the key as a text, the earlier its place. */
export function keysOf(
  scores: Scores,
  places: readonly number[],
  queue: QueuePositions,
): { readonly place: number; readonly key: string }[] {
  // Each key is made once: on thousands of tickets comparing is most of the work.
  return places.map((place) => ({ place, key: orderKey(scores, place, queue) }));
}

/** When time alone changes the order next: scores look at nothing finer than the UTC day. */
export const nextDay = (now: number): number => (Math.floor(now / DAY_MS) + 1) * DAY_MS;

const DAY_MS = 86_400_000;

/** What is empty comes after everything that is not. */
const LAST = "\uffff";
const DIGITS = 10;
const MOST_HUNDREDTHS = 10 ** DIGITS - 1;

const STAGES: readonly string[] = ["ready", "refined", "new", "doing", "review", "blocked", "deferred"];

/** How near a status is to being worked on: 0 is the nearest. What nobody knows is not lost: it comes after the known. */
export function stageOf(status: string): number {
  const index = STAGES.indexOf(status);
  return index === -1 ? STAGES.length : index;
}

/** The order as one text: its parts in turn, each as wide as any other of its kind or ended by what sorts before all else. */
function orderKey({ tickets, bands, hundredths }: Scores, place: number, queue: QueuePositions): string {
  const ticket = tickets[place];
  if (ticket === undefined) return LAST;
  const { id, status, created } = ticket;
  const turn = queue.get(id);
  const queued = turn === undefined ? LAST : String(turn).padStart(DIGITS, "0");
  const worth = String(MOST_HUNDREDTHS - Math.min(hundredths[place] ?? 0, MOST_HUNDREDTHS)).padStart(DIGITS, "0");
  return `${stageOf(status)}${bands[place] ?? 0}${queued}\0${worth}${created || LAST}\0${id}`;
}
