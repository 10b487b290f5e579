import type { Readiness, ReadinessState } from "../plan/readiness.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { judgedTickets, readyTickets } from "../work/ready-tickets.ts";
import { type Filter, filterOf, matches, pickLines, refuseSlip } from "./_filter.ts";
import { type TicketLine, ticketLine } from "./_ticket-view.ts";

export interface ReadinessList {
  readonly tickets: readonly (TicketLine & Pick<Readiness, "reasons">)[];
  readonly total: number;
  readonly problems: readonly Finding[];
}

/** What is ready, most pressing first. */
export async function readyList(backlog: Backlog, given: Filter, limit: number): Promise<Result<ReadinessList>> {
  const filter = filterOf(given);
  const { lines, problems } = await readyTickets(backlog);
  const { tickets, total } = pickLines(lines, filter, limit);
  const sound = await refuseSlip(backlog, filter, total);
  if (!sound.ok) return sound;
  return ok({ tickets: tickets.map((summary) => ({ ...ticketLine(summary), reasons: [] })), total, problems });
}

/** Tickets in some states of readiness, most pressing first, each with the reasons. */
export async function readinessList(
  backlog: Backlog,
  wish: { readonly states: readonly ReadinessState[]; readonly filter: Filter; readonly limit: number },
): Promise<Result<ReadinessList>> {
  const filter = filterOf(wish.filter);
  const { judged, problems } = await judgedTickets(backlog, wish.states, (summary) => matches(summary, filter));
  const sound = await refuseSlip(backlog, filter, judged.length);
  if (!sound.ok) return sound;
  const tickets = judged
    .slice(0, wish.limit)
    .map(({ summary, verdict }) => ({ ...ticketLine(summary), reasons: verdict.reasons }));
  return ok({ tickets, total: judged.length, problems });
}
