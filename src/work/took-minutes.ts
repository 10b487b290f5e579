import type { Backlog } from "../store/backlog.ts";
import { loadOrder, orderIdsOf } from "../store/orders/orders.ts";
import type { Edit } from "../ticket/model.ts";

const MINUTE_MS = 60_000;

/**
 * The edit that writes down how long the work on a ticket took: from take to finish, over all attempts. Ranking learns from it.
 * None where nobody finished an attempt: a ticket that was closed by hand says nothing of how long work takes.
 */
export function tookEdits(backlog: Backlog, ticket: string): readonly Edit[] {
  let ms = 0;
  for (const id of orderIdsOf(backlog, ticket)) {
    const stored = loadOrder(backlog, id);
    if (!stored.ok) continue;
    const { started_at: began = "", finished_at: ended = "" } = stored.value.order;
    // What is no time gives no number, and counts as nothing.
    ms += Math.max(Date.parse(ended) - Date.parse(began), 0) || 0;
  }
  return ms === 0 ? [] : [{ set: "took_minutes", to: Math.max(Math.round(ms / MINUTE_MS), 1) }];
}
