import type { Entry, Standing } from "./records.ts";
import { newEvent } from "./records.ts";
import { now, type Workshop } from "./workshop.ts";

/** What is written when an attempt ends well: the ticket waits in review, and the order names the commit that was proven. */
export function doneEntry(
  shop: Workshop,
  { ticket: { ticket } }: Standing,
  { order, head }: { readonly order: string; readonly head: string },
): Required<Pick<Entry, "ticket" | "order">> {
  const event = newEvent(shop, {
    kind: "status_changed",
    attributes: { from: ticket.status, to: "review", proves: "review" },
    refs: [`order:${order}`, `commit:${head}`],
  });
  return {
    ticket: [{ set: "status", to: "review" }, event],
    order: { state: "done", result: "done", verified_at_sha: head, finished_at: now(shop.backlog.world) },
  };
}
