import { err, ok, type Result } from "../../std/result.ts";
import type { StoredOrder } from "../../store/orders/orders.ts";
import { findOrder, orderHere } from "../../work/order.ts";
import type { Place } from "../../work/workshop.ts";
import { orderNotNamed } from "../faults.ts";
import type { Call } from "../op.ts";

/** The order that was named, else the one in whose checkout the caller stands. */
export function whichOrder(shop: Place, call: Call, named: string | undefined): Result<StoredOrder> {
  const query = named ?? orderHere(shop, call.cwd);
  return query === undefined ? err(orderNotNamed({})) : findOrder(shop, query);
}

export const orderIdFor = (shop: Place, call: Call, named: string | undefined): Result<string> => {
  const found = whichOrder(shop, call, named);
  return found.ok ? ok(found.value.order.id) : found;
};
