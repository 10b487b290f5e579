import { queuePositions } from "../plan/epics.ts";
import { nextDay, type Ordering, type QueuePositions, sortPlaces, sortScored } from "../plan/order.ts";
import { placesOf } from "../plan/places.ts";
import { numbersAt, type RankNumbers } from "../plan/rank/numbers.ts";
import { scoreTickets } from "../plan/rank/scores.ts";
import { DEFAULT_WEIGHTS, type Weights } from "../plan/rank/weights.ts";
import { nextDate, type Readiness, type ReadinessState, readiness, readyPlaces } from "../plan/readiness.ts";
import type { Finding } from "../std/finding.ts";
import { parseJson } from "../std/json.ts";
import type { Backlog } from "../store/backlog.ts";
import { readEpics } from "../store/epics-file.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { type InOrder, ticketsInOrder } from "../store/read/kept-order.ts";
import { loadSettings } from "../store/settings-cache.ts";
import type { Summary } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";

/** A ticket and what can be done with it now. */
export interface Judged {
  readonly summary: Summary;
  readonly verdict: Readiness;
}

/** What is kept of the numbers of a ranking: more is seldom asked for, and every reader of the index passes over it. */
export const MOST_KEPT = 100;

/**
 * What is ready, in the one order that ready, next, take and rank share. It is kept beside the index, as agents ask for it in a loop, and
 * the numbers behind its beginning with it.
 */
export async function readyTickets(backlog: Backlog): Promise<InOrder> {
  const { weights, queue } = await orderingOf(backlog);
  return ticketsInOrder(backlog, {
    name: "ready",
    given: givenFor(weights, queue),
    find: (tickets, now) => {
      const places = placesOf(tickets);
      const scores = scoreTickets(tickets, { now, weights, places });
      const order = sortScored(scores, readyPlaces(tickets, { now, places }), queue);
      const note: readonly RankNumbers[] = order.slice(0, MOST_KEPT).map((place) => numbersAt(scores, place));
      return { order, until: holdsUntil(now, nextDate(tickets, now)), note: JSON.stringify(note) };
    },
  });
}

/** Everything open, in the same order. */
export async function openTickets(backlog: Backlog): Promise<InOrder> {
  const { weights, queue } = await orderingOf(backlog);
  return ticketsInOrder(backlog, {
    name: "open",
    given: givenFor(weights, queue),
    find: (tickets, now) => {
      const places = [...tickets.keys()].filter((place) => isOpen(tickets[place]?.status ?? "done"));
      return { order: sortPlaces(tickets, places, { now, weights, queue }), until: holdsUntil(now) };
    },
  });
}

/** Tickets in some states of readiness, in the same order. */
export async function judgedTickets(
  backlog: Backlog,
  states: readonly ReadinessState[],
  fits: (summary: Summary) => boolean,
): Promise<{ readonly judged: readonly Judged[]; readonly problems: readonly Finding[] }> {
  const { summaries, problems } = allTickets(backlog);
  const verdicts = readiness(summaries, { now: backlog.world.clock.now() });
  const chosen = new Map<number, Judged>();
  for (const [place, summary] of summaries.entries()) {
    const verdict = verdicts.get(summary.id);
    if (verdict !== undefined && states.includes(verdict.state) && fits(summary))
      chosen.set(place, { summary, verdict });
  }
  if (chosen.size === 0) return { judged: [], problems };
  const order = sortPlaces(summaries, [...chosen.keys()], await orderingOf(backlog));
  return { judged: order.flatMap((place) => chosen.get(place) ?? []), problems };
}

/** What the order depends on beside the tickets, as this backlog has it now. */
export async function orderingOf(backlog: Backlog): Promise<Ordering> {
  const queue = queuePositions(await readEpics(backlog));
  return { now: backlog.world.clock.now(), weights: await weightsOf(backlog), queue };
}

const givenFor = (weights: Weights, queue: QueuePositions): string => JSON.stringify([MOST_KEPT, weights, [...queue]]);

/** An order that looks at days holds for a day at most. */
const holdsUntil = (now: number, until = Number.MAX_SAFE_INTEGER): number => Math.min(until, nextDay(now));

/** The first of what is ready with the numbers behind each, and how many there are in all. */
export interface FirstRanked extends Pick<InOrder, "problems"> {
  readonly first: readonly { readonly line: string; readonly numbers: RankNumbers }[];
  readonly total: number;
}

export async function firstRanked(backlog: Backlog): Promise<FirstRanked> {
  const { lines, problems, note } = await readyTickets(backlog);
  const numbers = readNote(note);
  const first = lines.flatMap((line, at) => {
    const own = numbers[at];
    return own === undefined ? [] : [{ line, numbers: own }];
  });
  return { first, total: lines.length, problems };
}

/** Only this program writes it, under a checksum and with its version; what is looked at here is that it is of this shape. */
function readNote(text: string | undefined): readonly RankNumbers[] {
  const value = parseJson(text ?? "");
  return isNote(value) ? value : [];
}

const isNote = (value: unknown): value is readonly RankNumbers[] => Array.isArray(value);

/** A list must come even where docket.yaml is broken, which every verb that writes says; until then the usual weights hold. */
async function weightsOf(backlog: Backlog): Promise<Weights> {
  const settings = await loadSettings(backlog);
  return settings.ok ? settings.value.rank : DEFAULT_WEIGHTS;
}
