import { isOpen } from "../../../ticket/statuses.ts";
import { type QueuePositions, sortScored } from "../../order.ts";
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

/** Ids of what could be started, in the order that rank would have given. */
export function orderThen(all: readonly PastTicket[], { now, weights, queue }: Judging): readonly string[] {
  const ratios = ratiosThen(all, weights);
  const tickets = thatCount(all);
  const places = readyPlaces(tickets, { now });
  const scores = scoreTickets(tickets, { now, weights }, ratios);
  return sortScored(scores, places, queue).flatMap((place) => tickets[place]?.id ?? []);
}

const ratiosThen = (all: readonly PastTicket[], weights: Weights): Ratios =>
  learnRatios(
    all.filter(({ extra }) => extra.took_minutes !== undefined),
    weights,
  );

/** Open tickets, and of the closed ones those that an open one waits for: in a long history nearly all are closed. */
function thatCount(all: readonly PastTicket[]): readonly PastTicket[] {
  const named = new Set<string>();
  for (const { status, depends_on, duplicate_of } of all) {
    if (isOpen(status)) for (const id of depends_on) named.add(id);
    if (duplicate_of !== "") named.add(duplicate_of);
  }
  return all.filter(({ id, status, duplicate_of }) => isOpen(status) || duplicate_of !== "" || named.has(id));
}
