import { queuePositions } from "../plan/epics.ts";
import { sortByNext } from "../plan/order.ts";
import { nextDate, type Readiness, type ReadinessState, readiness } from "../plan/readiness.ts";
import type { Finding } from "../std/finding.ts";
import type { Backlog } from "../store/backlog.ts";
import { readEpics } from "../store/epics-file.ts";
import { forPlan, ticketsForPlan } from "../store/read/all-tickets.ts";
import { type Found, type InOrder, ticketsInOrder } from "../store/read/kept-order.ts";
import type { Summary } from "../ticket/model.ts";

/** A ticket and what can be done with it now. */
export interface Judged {
  readonly summary: Summary;
  readonly verdict: Readiness;
}

/** What is ready, in the one order that ready, next and take share. It is kept beside the index: agents ask for it in a loop. */
export async function readyTickets(backlog: Backlog): Promise<InOrder> {
  const epics = await readEpics(backlog);
  const find = (summaries: readonly Summary[], now: number): Found => {
    const verdicts = readiness(summaries, { now });
    const ready = summaries.filter(({ id }) => verdicts.get(id)?.state === "ready");
    return { order: sortByNext(ready, (summary) => summary, queuePositions(epics)), until: nextDate(summaries, now) };
  };
  return ticketsInOrder(backlog, { name: "ready", given: JSON.stringify(epics), read: forPlan, find });
}

/** Tickets in some states of readiness, in the same order. */
export async function judgedTickets(
  backlog: Backlog,
  states: readonly ReadinessState[],
  fits: (summary: Summary) => boolean,
): Promise<{ readonly judged: readonly Judged[]; readonly problems: readonly Finding[] }> {
  const { summaries, problems } = ticketsForPlan(backlog);
  const verdicts = readiness(summaries, { now: backlog.world.clock.now() });
  const chosen: Judged[] = [];
  for (const summary of summaries) {
    const verdict = verdicts.get(summary.id);
    if (verdict !== undefined && states.includes(verdict.state) && fits(summary)) chosen.push({ summary, verdict });
  }
  const queue = queuePositions(await readEpics(backlog));
  return { judged: sortByNext(chosen, ({ summary }) => summary, queue), problems };
}
