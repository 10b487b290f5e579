import { queuePositions } from "../plan/epics.ts";
import { sortByNext } from "../plan/order.ts";
import { type Readiness, type ReadinessState, readiness } from "../plan/readiness.ts";
import type { Finding } from "../std/finding.ts";
import type { Backlog } from "../store/backlog.ts";
import { readEpics } from "../store/epics-file.ts";
import { ticketsForPlan } from "../store/read/all-tickets.ts";
import type { Summary } from "../ticket/model.ts";

/** A ticket and what can be done with it now. */
export interface Judged {
  readonly summary: Summary;
  readonly verdict: Readiness;
}

/** Tickets in some states of readiness in the one order that ready, next and take share. */
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
