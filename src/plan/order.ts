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
export const sortScored = (scores: Scores, places: readonly number[], queue: QueuePositions): readonly number[] =>
  [...places].sort(comparer(scores, places, queue));

/** Compares two of some places: below zero where the first comes earlier. */
export function comparer(
  { tickets, bands, hundredths }: Scores,
  places: readonly number[],
  queue: QueuePositions,
): (a: number, b: number) => number {
  // Stage, band and turn of each in one number, made once: on thousands of tickets comparing is most of the work.
  const leads = new Float64Array(tickets.length);
  for (const place of places) {
    const { id, status } = tickets[place] ?? NO_TICKET;
    const turn = queue.size === 0 ? NO_TURN : (queue.get(id) ?? NO_TURN);
    leads[place] = (stageOf(status) * BANDS + (bands[place] ?? 0)) * TURNS + turn;
  }
  return (a, b) => {
    const lead = (leads[a] ?? 0) - (leads[b] ?? 0);
    if (lead !== 0) return lead;
    const less = (hundredths[b] ?? 0) - (hundredths[a] ?? 0);
    return less !== 0 ? less : byAge(tickets[a] ?? NO_TICKET, tickets[b] ?? NO_TICKET);
  };
}

/** When time alone changes the order next: scores look at nothing finer than the UTC day. */
export const nextDay = (now: number): number => (Math.floor(now / DAY_MS) + 1) * DAY_MS;

const DAY_MS = 86_400_000;

/** More than bands of priority, and more than places in any queue; what is in none comes after all that are. */
const BANDS = 16;
const TURNS = 2 ** 40;
const NO_TURN = TURNS - 1;

/** What is empty comes after everything that is not. */
const LAST = "\uffff";
const NO_TICKET = { id: "", status: "", created: "" } as const;

const STAGES: readonly string[] = ["ready", "refined", "new", "doing", "review", "blocked", "deferred"];

/** How near a status is to being worked on: 0 is the nearest. What nobody knows is not lost: it comes after the known. */
export function stageOf(status: string): number {
  const index = STAGES.indexOf(status);
  return index === -1 ? STAGES.length : index;
}

type Aged = Pick<Planned, "id" | "created">;

function byAge(one: Aged, other: Aged): number {
  const [created, later] = [one.created || LAST, other.created || LAST];
  if (created !== later) return created < later ? -1 : 1;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
