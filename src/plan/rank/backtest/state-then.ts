import { isOpen } from "../../../ticket/statuses.ts";
import { comparer, nextDay, type QueuePositions } from "../../order.ts";
import { readyPlaces } from "../../readiness.ts";
import { learnRatios, type Ratios } from "../actuals.ts";
import { scoreTickets } from "../scores.ts";
import type { Weights } from "../weights.ts";
import type { PastStep, PastTicket } from "./past-step.ts";

/** All tickets as they stood at one time of a replay. */
export interface StateThen {
  readonly tickets: () => Iterable<PastTicket>;
  readonly find: (id: string) => PastTicket | undefined;
  readonly queue: () => QueuePositions;
  readonly apply: (step: PastStep) => void;
}

export function stateThen(): StateThen {
  const byPath = new Map<string, PastTicket>();
  const byId = new Map<string, PastTicket>();
  let queue: QueuePositions = new Map();
  return {
    tickets: () => byPath.values(),
    find: (id) => byId.get(id),
    queue: () => queue,
    apply: (step) => {
      for (const [path, ticket] of step.changes) {
        const before = byPath.get(path);
        byPath.delete(path);
        // A file that got another name comes and goes in one step: only what is still this version goes by id.
        if (before !== undefined && byId.get(before.id) === before) byId.delete(before.id);
        if (ticket === undefined) continue;
        byPath.set(path, ticket);
        byId.set(ticket.id, ticket);
      }
      queue = step.queue ?? queue;
    },
  };
}

export interface Judging {
  readonly now: number;
  readonly weights: Weights;
  readonly queue: QueuePositions;
}

/** What could be started, in the order that rank would have given. It is asked for a few places only, so it is never sorted. */
export interface OrderThen {
  readonly size: number;
  /** From 1; undefined for what could not be started. */
  readonly placeOf: (id: string) => number | undefined;
  readonly first: (fits: (id: string) => boolean) => string | undefined;
}

export function orderThen(all: readonly PastTicket[], judging: Judging, learner: Learner): OrderThen {
  const { now, weights, queue } = judging;
  const ratios = learner(all, judging);
  const tickets = thatCount(all);
  const places = readyPlaces(tickets, { now });
  const scores = scoreTickets(tickets, { now, weights }, ratios);
  const compare = comparer(scores, places, queue);
  const idAt = (place: number): string => tickets[place]?.id ?? "";
  return {
    size: places.length,
    placeOf: (id) => {
      const own = places.find((place) => idAt(place) === id);
      return own === undefined
        ? undefined
        : places.reduce((count, place) => count + (compare(place, own) < 0 ? 1 : 0), 1);
    },
    first: (fits) => {
      let best: number | undefined;
      for (const place of places)
        if ((best === undefined || compare(place, best) < 0) && fits(idAt(place))) best = place;
      return best === undefined ? undefined : idAt(best);
    },
  };
}

/** Gives what similar work had taken; in a long history learning it anew for every choice would be most of the work. */
export type Learner = (all: readonly PastTicket[], judging: Judging) => Ratios;

/** Learns at the first choice of each UTC day. */
export function dailyLearner(): Learner {
  let known: { readonly day: number; readonly ratios: Ratios } | undefined;
  return (all, { now, weights }) => {
    const day = nextDay(now);
    if (known?.day === day) return known.ratios;
    const worked = all.filter(({ extra }) => extra.took_minutes !== undefined);
    known = { day, ratios: learnRatios(worked, weights) };
    return known.ratios;
  };
}

/** Open tickets, and of the closed ones those that an open one waits for: in a long history nearly all are closed. */
function thatCount(all: readonly PastTicket[]): readonly PastTicket[] {
  const named = new Set<string>();
  for (const { status, depends_on, duplicate_of } of all) {
    if (isOpen(status)) for (const id of depends_on) named.add(id);
    if (duplicate_of !== "") named.add(duplicate_of);
  }
  return all.filter(({ id, status, duplicate_of }) => isOpen(status) || duplicate_of !== "" || named.has(id));
}
