import { queuePositions } from "../plan/epics.ts";
import { sortByNext, sortPlaces } from "../plan/order.ts";
import { nextDate, type Readiness, type ReadinessState, readiness, readyPlaces } from "../plan/readiness.ts";
import type { Finding } from "../std/finding.ts";
import type { Backlog } from "../store/backlog.ts";
import { readEpics } from "../store/epics-file.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { type Found, type InOrder, ticketsInOrder } from "../store/read/kept-order.ts";
import type { Planned, Summary } from "../ticket/model.ts";

/** A ticket and what can be done with it now. */
export interface Judged {
  readonly summary: Summary;
  readonly verdict: Readiness;
}

/** What is ready, in the one order that ready, next and take share. It is kept beside the index: agents ask for it in a loop. */
export async function readyTickets(backlog: Backlog): Promise<InOrder> {
  const epics = await readEpics(backlog);
  const queue = queuePositions(epics);
  const find = (tickets: readonly Planned[], now: number): Found => ({
    order: sortPlaces(tickets, readyPlaces(tickets, { now }), queue),
    until: nextDate(tickets, now),
  });
  return ticketsInOrder(backlog, { name: "ready", given: JSON.stringify(epics), find });
}

/** Tickets in some states of readiness, in the same order. */
export async function judgedTickets(
  backlog: Backlog,
  states: readonly ReadinessState[],
  fits: (summary: Summary) => boolean,
): Promise<{ readonly judged: readonly Judged[]; readonly problems: readonly Finding[] }> {
  const { summaries, problems } = allTickets(backlog);
  const verdicts = readiness(summaries, { now: backlog.world.clock.now() });
  const chosen: Judged[] = [];
  for (const summary of summaries) {
    const verdict = verdicts.get(summary.id);
    if (verdict !== undefined && states.includes(verdict.state) && fits(summary)) chosen.push({ summary, verdict });
  }
  const queue = queuePositions(await readEpics(backlog));
  return { judged: sortByNext(chosen, ({ summary }) => summary, queue), problems };
}
