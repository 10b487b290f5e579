import type { Ticket } from "./model.ts";
import { STAGES } from "./statuses.ts";

/**
 * The stage in which a blocked or deferred ticket was before. Moves between blocked and deferred are looked through.
 * Without a trace in the thread it is `new`: the stage from which every check is made again.
 */
export function stageBeforeParking(ticket: Pick<Ticket, "events">): string {
  const moves = ticket.events.filter((event) => event.kind === "status_changed");
  for (const { attributes } of moves.reverse()) {
    const from = attributes.from ?? "";
    if (STAGES.some((stage) => stage === from)) return from;
    if (from !== "blocked" && from !== "deferred") break;
  }
  return "new";
}
