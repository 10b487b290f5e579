import { err, ok, type Result } from "../std/result.ts";
import { loadOrder, orderChange, orderIdsOf } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { orderNotFailed } from "./faults.ts";
import { findOrder } from "./order.ts";
import { newEvent, record } from "./records.ts";
import { termsOf } from "./terms.ts";
import type { Workshop } from "./workshop.ts";

export interface Requeued {
  readonly ticket: string;
  readonly status: string;
  /** Attempts whose failures no longer count. */
  readonly forgiven: readonly string[];
}

/** Forgives the failed attempts at a ticket and puts it back to ready; an attempt at work whose proofs are used up may prove again. */
export async function requeueTicket(shop: Workshop, query: string, reason: string): Promise<Result<Requeued>> {
  const found = findOrder(shop, query);
  if (!found.ok) return found;
  const { ticket: id } = found.value.order;
  const ended = orderIdsOf(shop.backlog, id).flatMap((order) => {
    const stored = loadOrder(shop.backlog, order);
    return stored.ok && stored.value.order.ticket === id && stored.value.order.state === "failed" ? [stored.value] : [];
  });
  const spent = isSpent(shop, found.value.order) ? [found.value] : [];
  const forgiven = [...ended, ...spent].map(({ order }) => order.id);
  if (forgiven.length === 0) return err(orderNotFailed({ id: found.value.order.id, state: found.value.order.state }));
  let status = "ready";
  const recorded = await record(shop, { ticket: id, order: found.value.order.id }, ({ ticket: { ticket } }) => {
    const moves = ticket.status === "blocked";
    status = moves ? "ready" : ticket.status;
    const event = newEvent(shop, {
      kind: moves ? "status_changed" : "order",
      attributes: moves ? { from: ticket.status, to: "ready", requeued: "yes" } : { requeued: "yes" },
      refs: forgiven.map((order) => `order:${order}`),
      body: reason,
    });
    return ok({
      ticket: [...(moves ? [{ set: "status", to: "ready" }] : []), event],
      files: [
        ...ended.map((order) => orderChange(order, { state: "pending", reason })),
        ...spent.map((order) => orderChange(order, { failed_verifies: 0 })),
      ],
      message: "requeue",
    });
  });
  return recorded.ok ? ok({ ticket: id, status, forgiven }) : recorded;
}

/** Whether an attempt that is under way may not prove again. */
function isSpent(shop: Workshop, { state, ticket, failed_verifies }: Order): boolean {
  const stored = loadTicket(shop.backlog, ticket);
  return state === "running" && stored.ok && failed_verifies >= termsOf(shop, stored.value.ticket).maxFailedVerifies;
}
