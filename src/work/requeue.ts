import { err, ok, type Result } from "../std/result.ts";
import { loadOrder, orderChange, orderIdsOf } from "../store/orders/orders.ts";
import { orderNotFailed } from "./faults.ts";
import { findOrder } from "./order.ts";
import { newEvent, record } from "./records.ts";
import type { Workshop } from "./workshop.ts";

export interface Requeued {
  readonly ticket: string;
  readonly status: string;
  /** Failed attempts that no longer count. */
  readonly forgiven: readonly string[];
}

/** Forgives the failed attempts at a ticket and puts it back to ready. */
export async function requeueTicket(shop: Workshop, query: string, reason: string): Promise<Result<Requeued>> {
  const found = findOrder(shop, query);
  if (!found.ok) return found;
  const { ticket: id } = found.value.order;
  const failed = orderIdsOf(shop.backlog, id).flatMap((order) => {
    const stored = loadOrder(shop.backlog, order);
    return stored.ok && stored.value.order.ticket === id && stored.value.order.state === "failed" ? [stored.value] : [];
  });
  if (failed.length === 0) return err(orderNotFailed({ id: found.value.order.id, state: found.value.order.state }));
  let status = "ready";
  const recorded = await record(shop, { ticket: id, order: found.value.order.id }, ({ ticket: { ticket } }) => {
    const moves = ticket.status === "blocked";
    status = moves ? "ready" : ticket.status;
    const forgiven = failed.map(({ order }) => `order:${order.id}`);
    const event = newEvent(shop, {
      kind: moves ? "status_changed" : "order",
      attributes: moves ? { from: ticket.status, to: "ready", requeued: "yes" } : { requeued: "yes" },
      refs: forgiven,
      body: reason,
    });
    return ok({
      ticket: [...(moves ? [{ set: "status", to: "ready" }] : []), event],
      files: failed.map((order) => orderChange(order, { state: "pending", reason })),
      message: "requeue",
    });
  });
  return recorded.ok ? ok({ ticket: id, status, forgiven: failed.map(({ order }) => order.id) }) : recorded;
}
