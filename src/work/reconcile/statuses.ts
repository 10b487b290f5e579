import { ok, type Result } from "../../std/result.ts";
import { orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import type { Ticket } from "../../ticket/model.ts";
import { isOpen, movesFrom } from "../../ticket/statuses.ts";
import { newEvent, record } from "../records.ts";
import type { Workshop } from "../workshop.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import { giveBack } from "./give-back.ts";
import { claimOfOrder, isBusy, isOpenOrder, isUnclear, type Survey, whereabouts } from "./survey.ts";

/** Statuses of tickets that do not fit their orders. */
export const checkStatuses: Check = async (shop, seen) => {
  const open = seen.orders.filter(
    (order) => isOpenOrder(order) && !isUnclear(seen, order.ticket) && !isBusy(shop, seen, order.id),
  );
  return [...open.flatMap((order) => judgeOpen(shop, seen, order)), ...judgeHeldOnes(shop, seen)];
};

/** Where the ticket of an open order is to go; `undefined`: it is where it should be; `order`: the order has to end instead. */
function due({ state }: Order, status: string): string | undefined {
  if (!isOpen(status)) return "order";
  if (status === "blocked" || status === "deferred") return undefined;
  if (state === "running") return status === "doing" ? undefined : canMove(status, "doing") ? "doing" : "order";
  // Somebody took finished work back into work, or gave its ticket back, with a reason: that is the later word.
  return status === "review" ? undefined : status === "doing" ? "running" : "order";
}

const canMove = (from: string, to: string): boolean => movesFrom(from).some((move) => move.to === to);

function judgeOpen(shop: Workshop, seen: Survey, order: Order): readonly Disagreement[] {
  const status = seen.tickets.get(order.ticket)?.status ?? "";
  const to = due(order, status);
  if (to === undefined || whereabouts(shop, seen, order) === "unknown") return [];
  // Without its claim an open order counts for nothing; that is settled first.
  if (claimOfOrder(seen, order) === undefined && isOpen(status) && order.state === "running") return [];
  const message = `${order.ticket} is ${status}, and ${order.id} is ${order.state === "done" ? "finished" : order.state}`;
  const told = { subject: order.id, file: orderPath(order.id), message };
  if (to === "running") {
    const act = () => workAgain(shop, order);
    return [disagreement("status-differs", told, { action: `let ${order.id} run again`, act })];
  }
  if (to === "order") {
    const act = () => giveBack(shop, order, `${order.ticket} is ${status}.`);
    return [disagreement("status-differs", told, { action: `end ${order.id}; its branch stays`, act })];
  }
  const wish = { ticket: order.ticket, order: order.id, from: status, to };
  return [
    disagreement("status-differs", told, {
      action: `move ${order.ticket} to ${to}`,
      act: () => moveTicket(shop, wish),
    }),
  ];
}

/** Tickets that an order brought to doing or review, and that order has ended. What was moved by hand is nobody's business here. */
function judgeHeldOnes(shop: Workshop, seen: Survey): readonly Disagreement[] {
  return [...seen.tickets.values()].flatMap(({ id, status }) => {
    if ((status !== "doing" && status !== "review") || isUnclear(seen, id)) return [];
    const own = seen.orders.filter((order) => order.ticket === id);
    if (own.length === 0 || own.some((order) => isOpenOrder(order) || isBusy(shop, seen, order.id))) return [];
    const stored = loadTicket(shop.backlog, id);
    const order = stored.ok ? own.find((one) => one.id === broughtBy(stored.value.ticket)) : undefined;
    if (order === undefined) return [];
    const isMerged = order.merged_at_sha !== undefined;
    const to = isMerged ? "done" : "ready";
    if (!canMove(status, to)) return [];
    const message = `${id} is ${status} for ${order.id}, which is ${isMerged ? "merged" : order.state}`;
    const act = () => moveTicket(shop, { ticket: id, order: order.id, from: status, to });
    const told = { subject: id, file: orderPath(order.id), message };
    return [disagreement("status-differs", told, { action: `move ${id} to ${to}`, act })];
  });
}

/** The order that made the last move of a ticket. */
function broughtBy({ events }: Ticket): string | undefined {
  const last = events.findLast(({ attributes }) => attributes.to !== undefined && attributes.from !== undefined);
  return last?.refs.find((ref) => ref.startsWith("order:"))?.slice("order:".length);
}

interface Moving {
  readonly ticket: string;
  readonly order: string;
  readonly from: string;
  readonly to: string;
}

function moveTicket(shop: Workshop, { from, to, ...at }: Moving): Promise<Result<null>> {
  return record(shop, at, ({ ticket: { ticket } }) => {
    if (ticket.status !== from) return ok(undefined);
    const event = newEvent(shop, {
      kind: "status_changed",
      attributes: { from, to },
      refs: [`order:${at.order}`],
      body: `As ${at.order} says.`,
    });
    const free = to === "ready" ? [{ set: "assignee", to: undefined }] : [];
    return ok({ ticket: [{ set: "status", to }, ...free, event], message: `move to ${to} as ${at.order} says` });
  });
}

function workAgain(shop: Workshop, order: Order): Promise<Result<null>> {
  return record(shop, { ticket: order.ticket, order: order.id }, ({ ticket: { ticket }, order: stored }) => {
    if (stored?.order.state !== "done" || ticket.status !== "doing") return ok(undefined);
    const body = `${order.ticket} is in work again.`;
    const event = newEvent(shop, {
      kind: "order",
      attributes: { state: "running" },
      refs: [`order:${order.id}`],
      body,
    });
    return ok({
      ticket: [event],
      order: { state: "running", result: undefined, finished_at: undefined, verified_at_sha: undefined },
      message: `let ${order.id} run again`,
    });
  });
}
