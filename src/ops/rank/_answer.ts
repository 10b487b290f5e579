import { type Ordering, sortScored } from "../../plan/order.ts";
import { bandText, placesBefore, whyBefore } from "../../plan/rank/before.ts";
import { numbersAt, type RankNumbers } from "../../plan/rank/numbers.ts";
import { type Scores, scoreTickets } from "../../plan/rank/scores.ts";
import { formulaOf, type Term, termsOf } from "../../plan/rank/terms.ts";
import { type Readiness, readiness, readyPlaces } from "../../plan/readiness.ts";
import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../../store/backlog.ts";
import { type PlannedTickets, plannedTickets } from "../../store/read/all-tickets.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import { decodeSummary } from "../../ticket/summary-line.ts";
import { firstRanked, MOST_KEPT, orderingOf } from "../../work/ready-tickets.ts";

/** A ticket in a ranking, with the numbers its score is made of. */
export interface RankedLine extends RankNumbers {
  /** Its place among what can be started, from 1; null for what cannot. */
  readonly place: number | null;
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly kind: string;
  readonly priority: string;
}

export interface Ranking {
  readonly tickets: readonly RankedLine[];
  readonly total: number;
  readonly problems: readonly Finding[];
}

export interface Explanation {
  readonly explained: RankedLine;
  /** How many can be started in all. */
  readonly total: number;
  readonly state: Readiness["state"];
  /** What comes before the score in the order. */
  readonly pressing: string;
  readonly queue: number | null;
  readonly formula: string;
  readonly terms: readonly Term[];
}

export interface WhyNot {
  readonly asked: RankedLine;
  readonly total: number;
  readonly state: Readiness["state"];
  /** What keeps it from being started. */
  readonly reasons: Readiness["reasons"];
  /** What stands before it, the first first, and by what. */
  readonly before: readonly (RankedLine & { readonly because: string })[];
  /** How many stand before it in all. */
  readonly ahead: number;
}

/** The first of what can be started. */
export async function ranking(backlog: Backlog, top: number): Promise<Result<Ranking>> {
  if (top <= MOST_KEPT) {
    const { first, total, problems } = await firstRanked(backlog);
    const tickets = first.slice(0, top).map(({ line, numbers }, at) => {
      const { id, title, status, kind, priority } = decodeSummary(line);
      return { place: at + 1, id, title, status, kind, priority, ...numbers };
    });
    return ok({ tickets, total, problems });
  }
  const view = await look(backlog);
  const tickets = view.order.slice(0, top).map((place) => lineAt(view, place));
  return ok({ tickets, total: view.order.length, problems: view.planned.problems });
}

/** Where the place of one ticket comes from. */
export async function explain(backlog: Backlog, query: string): Promise<Result<Explanation>> {
  const found = await lookAt(backlog, query);
  if (!found.ok) return found;
  const { view, place, verdict } = found.value;
  const turn = view.ordering.queue.get(view.planned.tickets[place]?.id ?? "");
  return ok({
    explained: lineAt(view, place),
    total: view.order.length,
    state: verdict.state,
    pressing: bandText(view.scores, place),
    queue: turn === undefined ? null : turn + 1,
    formula: formulaOf(view.scores, place),
    terms: termsOf(view.scores, place),
  });
}

/** What stands before one ticket, or in its way. */
export async function whyNot(backlog: Backlog, query: string, top: number): Promise<Result<WhyNot>> {
  const found = await lookAt(backlog, query);
  if (!found.ok) return found;
  const { view, place, verdict } = found.value;
  const { queue } = view.ordering;
  const isOver = verdict.state === "closed";
  const before = isOver ? [] : placesBefore(view.scores, { among: view.order, place }, queue);
  return ok({
    asked: lineAt(view, place),
    total: view.order.length,
    state: verdict.state,
    reasons: verdict.reasons,
    before: before.slice(0, top).map((first) => ({
      ...lineAt(view, first),
      because: whyBefore(view.scores, { first, second: place }, queue),
    })),
    ahead: before.length,
  });
}

interface View {
  readonly planned: PlannedTickets;
  readonly ordering: Ordering;
  readonly scores: Scores;
  /** Places of what can be started, in order. */
  readonly order: readonly number[];
  /** By place in the list of tickets: the place in the order, from 1. */
  readonly turns: ReadonlyMap<number, number>;
}

async function look(backlog: Backlog): Promise<View> {
  const planned = plannedTickets(backlog);
  const ordering = await orderingOf(backlog);
  const scores = scoreTickets(planned.tickets, ordering);
  const order = sortScored(scores, readyPlaces(planned.tickets, ordering), ordering.queue);
  const turns = new Map(order.map((place, at) => [place, at + 1]));
  return { planned, ordering, scores, order, turns };
}

async function lookAt(
  backlog: Backlog,
  query: string,
): Promise<Result<{ readonly view: View; readonly place: number; readonly verdict: Readiness }>> {
  const stored = loadTicket(backlog, query);
  if (!stored.ok) return stored;
  const { id } = stored.value.ticket;
  const view = await look(backlog);
  const place = view.planned.tickets.findIndex((ticket) => ticket.id === id);
  const verdict = readiness(view.planned.tickets, view.ordering).get(id) ?? { state: "broken", reasons: [] };
  return ok({ view, place, verdict });
}

function lineAt({ planned, scores, turns }: View, place: number): RankedLine {
  const { id, title, status, kind, priority } = planned.summaryAt(place);
  return {
    place: turns.get(place) ?? null,
    ...{ id, title, status, kind, priority },
    ...numbersAt(scores, place),
  };
}
