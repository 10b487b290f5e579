import { err, ok, type Result } from "../std/result.ts";
import { changedMeanwhile } from "../store/faults.ts";
import { loadOrder, orderChange, type StoredOrder } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { loadTicket, type StoredTicket } from "../store/read/read-ticket.ts";
import type { Change } from "../store/write/change.ts";
import { transact } from "../store/write/transaction.ts";
import { editTicket } from "../ticket/edit.ts";
import { makeEventId } from "../ticket/id.ts";
import type { Edit, NewEvent } from "../ticket/model.ts";
import { now, type Workshop } from "./workshop.ts";

/** What one step of an order's life writes down: the ticket, the order's record and files of proof, in one transaction (I3). */
export interface Entry {
  readonly ticket?: readonly Edit[];
  readonly order?: Partial<Order>;
  readonly files?: readonly Change[];
  /** First line of the commit, without the id. */
  readonly message: string;
}

export interface Standing {
  readonly ticket: StoredTicket;
  readonly order: StoredOrder | undefined;
}

/** Reads ticket and order under the lock, decides, and writes both. Deciding on nothing writes nothing. */
export function record(
  shop: Workshop,
  at: { readonly ticket: string; readonly order: string },
  decide: (standing: Standing) => Result<Entry | undefined>,
): Promise<Result<null>> {
  return transact(shop.backlog, shop.writing, () => {
    const ticket = loadTicket(shop.backlog, at.ticket);
    if (!ticket.ok) return ticket;
    const order = loadOrder(shop.backlog, at.order);
    if (!order.ok && order.fault.code !== "order-not-found") return order;
    const entry = decide({ ticket: ticket.value, order: order.ok ? order.value : undefined });
    if (!entry.ok) return entry;
    const { ticket: edits, order: changes, files = [], message } = entry.value ?? { message: "" };
    const edited =
      edits === undefined
        ? ok(ticket.value.text)
        : editTicket(ticket.value.text, [...edits, { set: "updated", to: now(shop.backlog.world) }]);
    if (!edited.ok) return edited;
    if (changes !== undefined && !order.ok) return err(changedMeanwhile({ path: at.order }));
    const set = {
      message: `${ticket.value.ticket.id}: ${message}`,
      changes: [
        { path: ticket.value.path, before: ticket.value.bytes, after: edited.value },
        ...(changes !== undefined && order.ok ? [orderChange(order.value, changes)] : []),
        ...files,
      ],
    };
    return ok({ set, output: null });
  });
}

/** An event by the one who works here, now. */
export function newEvent(shop: Workshop, event: Omit<NewEvent, "id" | "at" | "actor">): Edit {
  const { world } = shop.backlog;
  return { event: { ...event, id: makeEventId(world.random.bytes(20)), actor: shop.author.actor, at: now(world) } };
}
