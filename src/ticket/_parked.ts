import type { Ticket } from "./model.ts";
import { STAGES } from "./statuses.ts";

/**
 * The stage in which a blocked or deferred ticket was before. Moves between blocked and deferred are looked through, and moves
 * that did not lead here as well: after a merge the thread also holds those of the other side.
 * Without a trace in the thread it is `new`: the stage from which every check is made again.
 */
export function stageBeforeParking(ticket: Pick<Ticket, "events" | "status">): string {
  const moves = ticket.events.filter((event) => event.kind === "status_changed");
  let here = ticket.status;
  for (const { attributes } of moves.reverse()) {
    const from = attributes.from ?? "";
    if (attributes.to !== here) continue;
    if (STAGES.some((stage) => stage === from)) return from;
    here = from;
  }
  return "new";
}
