import { join } from "node:path";
import { err, ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { orderBroken, orderNotFound } from "../faults.ts";
import { readOnce } from "../kept-readings.ts";
import { readBytes } from "../read/read-ticket.ts";
import type { Change } from "../write/change.ts";
import { changeOrderText, printOrder, readOrderText } from "./order-file.ts";
import { idOfTicketPart } from "./order-id.ts";
import type { Order } from "./schema.ts";

export const ORDERS_FOLDER = "orders";

/** A file in an order's folder, from the backlog's folder. */
export const orderPath = (id: string, name = "order.yaml"): string => `${ORDERS_FOLDER}/${id}/${name}`;

/** An order as it stands on disk, with what is needed to change it. */
export interface StoredOrder {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly order: Order;
}

/** Ids of all orders, newest attempts not told apart; a look at one folder. */
export function orderIds({ home, world }: Backlog): readonly string[] {
  const listed = world.files.list(join(home.folder, ORDERS_FOLDER));
  return listed.ok ? listed.value.filter((name) => name.startsWith("WO-")).sort() : [];
}

/** Ids of the orders of one ticket. */
export const orderIdsOf = (backlog: Backlog, ticket: string): readonly string[] =>
  orderIds(backlog).filter((id) => idOfTicketPart(id) === ticket.slice(ticket.indexOf("-") + 1));

/** Reads one order by its whole id. */
export function loadOrder(backlog: Backlog, id: string): Result<StoredOrder> {
  const path = orderPath(id);
  const read = readBytes(backlog, path);
  if (!read.ok) return read.fault.code === "file-not-found" ? err(orderNotFound({ query: id })) : read;
  const text = new TextDecoder().decode(read.value);
  const { order, problems } = readOnce(backlog.kept?.orders, text, readOrderText);
  const first = problems.find(({ severity }) => severity === "error");
  if (order === undefined || order.id !== id)
    return err(orderBroken({ path, line: first?.line, reason: first?.message ?? "it is another order's" }));
  return ok({ path, bytes: read.value, text, order });
}

/** The change that writes a new order. */
export const newOrderChange = (order: Order): Change => ({
  path: orderPath(order.id),
  before: undefined,
  after: printOrder(order),
});

/** The change that sets some values of an order. */
export const orderChange = ({ path, bytes, text }: StoredOrder, changes: Partial<Order>): Change => ({
  path,
  before: bytes,
  after: changeOrderText(text, changes),
});
