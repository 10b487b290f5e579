import { queuePositions } from "../plan/epics.ts";
import { type QueuePositions, sortByNext } from "../plan/order.ts";
import { type Readiness, type ReadinessState, readiness } from "../plan/readiness.ts";
import type { World } from "../ports/world.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { readEpics } from "../store/epics-file.ts";
import { ticketsForPlan } from "../store/read/all-tickets.ts";
import type { Summary } from "../ticket/model.ts";
import { type Filter, filterOf, matches, refuseSlip } from "./_filter.ts";
import { type TicketLine, ticketLine } from "./_ticket-view.ts";

export interface ReadinessList {
  readonly tickets: readonly (TicketLine & Pick<Readiness, "reasons">)[];
  readonly total: number;
  readonly problems: readonly Finding[];
}

/** Tickets in some states of readiness, most pressing first, each with the reasons. */
export async function readinessList(
  world: World,
  backlog: Backlog,
  wish: { readonly states: readonly ReadinessState[]; readonly filter: Filter; readonly limit: number },
): Promise<Result<ReadinessList>> {
  const filter = filterOf(wish.filter);
  const { summaries, problems } = ticketsForPlan(backlog);
  const judged = readiness(summaries, { now: world.clock.now() });
  const chosen: { summary: Summary; verdict: Readiness }[] = [];
  for (const summary of summaries) {
    const verdict = judged.get(summary.id);
    if (verdict !== undefined && wish.states.includes(verdict.state) && matches(summary, filter))
      chosen.push({ summary, verdict });
  }
  const sound = await refuseSlip(backlog, filter, chosen.length);
  if (!sound.ok) return sound;
  const queue: QueuePositions = queuePositions(await readEpics(backlog));
  const tickets = sortByNext(chosen, ({ summary }) => summary, queue)
    .slice(0, wish.limit)
    .map(({ summary, verdict }) => ({ ...ticketLine(summary), reasons: verdict.reasons }));
  return ok({ tickets, total: chosen.length, problems });
}
