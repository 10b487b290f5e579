import { ownScorer } from "../own-score.ts";
import type { Weights } from "../weights.ts";
import { type OtherOrder, otherOrder, type Played } from "./other-order.ts";
import type { PastStep, PastTicket } from "./past-step.ts";
import type { Run, Runs } from "./runs.ts";
import {
  dailyLearner,
  type Judging,
  type Learner,
  type OrderThen,
  orderThen,
  type StateThen,
  stateThen,
} from "./state-then.ts";

/** One moment at which a ticket was begun, and what rank would have said. */
export interface Choice {
  readonly at: number;
  readonly id: string;
  /** From 1, among what could be started; absent where the ticket could not. */
  readonly place: number | undefined;
  /** How many could be started. */
  readonly of: number;
  /** What stood in the first place. */
  readonly first: string | undefined;
}

/** Cost of delay, in points of value times days of waiting until done. */
export interface Delay {
  /** Finished pieces of work that both orders have. */
  readonly tickets: number;
  /** The most that was under work at once; the other order has no more. */
  readonly workers: number;
  readonly taken: number;
  readonly ranked: number;
}

export interface Replayed {
  readonly choices: readonly Choice[];
  readonly delay: Delay;
}

export interface Replaying {
  /** What gives the order. */
  readonly weights: Weights;
  /** What a day of delay costs; the same for all weights that are tried, or their sums could not be compared. */
  readonly worth: Weights;
}

/**
 * Goes through the past once, and at each moment at which a ticket was begun asks for the order that rank would have given then.
 * Beside it runs the history that would have been: at each such moment its first is begun in place of the one that was taken. Yields
 * how many steps are behind it.
 */
export function* replay(
  steps: readonly PastStep[],
  { runs }: Pick<Runs, "runs">,
  { weights, worth }: Replaying,
): Generator<number, Replayed> {
  const state = stateThen();
  const other = otherOrder(runs);
  const byStep = Map.groupBy(runs, ({ step }) => step);
  const choices: Choice[] = [];
  const learners = { taken: dailyLearner(), other: dailyLearner() };
  const sides = { state, other, waiting: { worked: 0, closed: 0 }, learners };
  for (const [place, step] of steps.entries()) {
    const begun = byStep.get(place) ?? [];
    const moment = { begun, now: step.at, weights, queue: state.queue() };
    if (begun.length > 0) for (const choice of choose(moment, sides)) choices.push(choice);
    state.apply(step);
    yield place + 1;
  }
  other.end(steps.at(-1)?.at ?? 0);
  return { choices, delay: delayOf(other, worth) };
}

interface Sides {
  readonly state: StateThen;
  readonly other: OtherOrder;
  readonly waiting: Waiting;
  readonly learners: { readonly taken: Learner; readonly other: Learner };
}

/** What rank would have said when these were begun, and what is begun in the other order then. */
function choose(
  { begun, ...judging }: Judging & { readonly begun: readonly Run[] },
  { state, other, waiting, learners }: Sides,
): readonly Choice[] {
  const order = orderThen([...state.tickets()], judging, learners.taken);
  const otherOrder = orderThen(other.tickets(state, judging.now), judging, learners.other);
  beginOthers(other, { begun, order, otherOrder, waiting, at: judging.now });
  for (const { id, isAgain } of begun) {
    const one = isAgain ? undefined : other.played.get(id);
    if (one !== undefined) one.before = state.find(id);
  }
  return choicesOf(begun, order);
}

/** Those begun in one commit count as begun in the order of rank: which was the first of them nobody knows. */
function choicesOf(begun: readonly Run[], order: OrderThen): readonly Choice[] {
  const placed = begun.map(({ id, begunAt: at }) => ({ id, at, place: order.placeOf(id) }));
  placed.sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  const taken = new Set<string>();
  return placed.map(({ id, at, place }) => {
    const before = taken.size;
    const first = order.first((one) => !taken.has(one));
    if (place !== undefined) taken.add(id);
    return { at, id, place: place === undefined ? undefined : place - before, of: order.size - before, first };
  });
}

/** Beginnings that found nothing to begin in the other order; they are made up for as soon as there is something. */
type Waiting = Record<Run["kind"], number>;

interface Moment {
  readonly begun: readonly Run[];
  readonly order: OrderThen;
  readonly otherOrder: OrderThen;
  readonly waiting: Waiting;
  readonly at: number;
}

function beginOthers(other: OtherOrder, { begun, order, otherOrder, waiting, at }: Moment): void {
  for (const { id, kind, isAgain } of begun) {
    const one = isAgain ? undefined : other.played.get(id);
    if (one === undefined) continue;
    // What was begun although it could not be started is begun in both: rank had no say in it.
    if (order.placeOf(id) !== undefined || one.otherBegunAt !== undefined) waiting[kind] += 1;
    else other.begin(one, at);
  }
  for (const kind of ["worked", "closed"] as const) {
    while (waiting[kind] > 0) {
      const id = otherOrder.first((candidate) => isLeft(other.played.get(candidate), kind));
      const one = other.played.get(id ?? "");
      if (one === undefined) break;
      waiting[kind] -= 1;
      other.begin(one, at);
    }
  }
}

const isLeft = (one: Played | undefined, kind: Run["kind"]): boolean =>
  one !== undefined && one.otherBegunAt === undefined && one.run.kind === kind;

const DAY_MS = 86_400_000;

function delayOf({ played, workers }: OtherOrder, worth: Weights): Delay {
  let [taken, ranked] = [0, 0];
  for (const { run, before, otherDoneAt } of played.values()) {
    const value = before === undefined ? 0 : worthOf(before, { now: run.begunAt, weights: worth });
    taken += (value * (run.doneAt - run.seenAt)) / DAY_MS;
    ranked += (value * ((otherDoneAt ?? run.doneAt) - run.seenAt)) / DAY_MS;
  }
  return { tickets: played.size, workers, taken, ranked };
}

const worthOf = (ticket: PastTicket, scoring: { readonly now: number; readonly weights: Weights }): number =>
  ownScorer(scoring, new Map())(ticket).value;
