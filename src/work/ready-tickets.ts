import { queuePositions } from "../plan/epics.ts";
import { nextDay, type Ordering, type QueuePositions, sortPlaces, sortScored } from "../plan/order.ts";
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
import type { Planned, Summary } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";

/** A ticket and what can be done with it now. */
export interface Judged {
  readonly summary: Summary;
  readonly verdict: Readiness;
}

/** What is ready, in the one order that ready, next and take share. It is kept beside the index: agents ask for it in a loop. */
export const readyTickets = (backlog: Backlog): Promise<InOrder> =>
  keptOrder(backlog, "ready", (tickets, now) => ({
    places: readyPlaces(tickets, { now }),
    until: nextDate(tickets, now),
  }));

/** Everything open, in the same order. */
export const openTickets = (backlog: Backlog): Promise<InOrder> =>
  keptOrder(backlog, "open", (tickets) => ({
    places: [...tickets.keys()].filter((place) => isOpen(tickets[place]?.status ?? "done")),
    until: undefined,
  }));

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

interface Choice {
  readonly places: readonly number[];
  /** When time alone changes which they are. */
  readonly until: number | undefined;
}

async function keptOrder(
  backlog: Backlog,
  name: string,
  choose: (tickets: readonly Planned[], now: number) => Choice,
): Promise<InOrder> {
  const { weights, queue } = await orderingOf(backlog);
  return ticketsInOrder(backlog, {
    name,
    given: givenFor(weights, queue),
    find: (tickets, now) => {
      const { places, until } = choose(tickets, now);
      return { order: sortPlaces(tickets, places, { now, weights, queue }), until: holdsUntil(now, until) };
    },
  });
}

const givenFor = (weights: Weights, queue: QueuePositions): string => JSON.stringify([weights, [...queue]]);

/** An order that looks at days holds for a day at most. */
const holdsUntil = (now: number, until = Number.MAX_SAFE_INTEGER): number => Math.min(until, nextDay(now));

/** The first of what is ready with the numbers behind each, and how many there are in all. */
export interface FirstRanked extends Pick<InOrder, "problems"> {
  readonly first: readonly { readonly line: string; readonly numbers: RankNumbers }[];
  readonly total: number;
}

/** What is kept of a ranking: more is seldom asked for, and every reader of the index passes over it. */
export const MOST_KEPT = 100;

/** The beginning of the ranking, kept beside the index like the order it begins. */
export async function firstRanked(backlog: Backlog): Promise<FirstRanked> {
  const { weights, queue } = await orderingOf(backlog);
  const found = ticketsInOrder(backlog, {
    name: "rank",
    given: givenFor(weights, queue),
    find: (tickets, now) => {
      const scores = scoreTickets(tickets, { now, weights });
      const order = sortScored(scores, readyPlaces(tickets, { now }), queue);
      const first = order.slice(0, MOST_KEPT);
      const note: Note = { total: order.length, numbers: first.map((place) => numbersAt(scores, place)) };
      return { order: first, until: holdsUntil(now, nextDate(tickets, now)), note: JSON.stringify(note) };
    },
  });
  const { total, numbers } = readNote(found.note);
  const first = found.lines.flatMap((line, at) => {
    const own = numbers[at];
    return own === undefined ? [] : [{ line, numbers: own }];
  });
  return { first, total, problems: found.problems };
}

interface Note {
  readonly total: number;
  readonly numbers: readonly RankNumbers[];
}

/** Only this program writes it, under a checksum and with its version; what is looked at here is that it is of this shape. */
function readNote(text: string | undefined): Note {
  const value = parseJson(text ?? "");
  return isNote(value) ? value : { total: 0, numbers: [] };
}

const isNote = (value: unknown): value is Note =>
  typeof value === "object" &&
  value !== null &&
  "total" in value &&
  typeof value.total === "number" &&
  "numbers" in value &&
  Array.isArray(value.numbers);

/** A list must come even where docket.yaml is broken, which every verb that writes says; until then the usual weights hold. */
async function weightsOf(backlog: Backlog): Promise<Weights> {
  const settings = await loadSettings(backlog);
  return settings.ok ? settings.value.rank : DEFAULT_WEIGHTS;
}
