import { ok } from "../std/result.ts";
import { heldOrder } from "../work/order.ts";
import { ORDER_INPUT } from "./_order-input.ts";
import { orderIdFor } from "./_which-order.ts";
import { openWorkshop } from "./_workshop.ts";
import { op } from "./op.ts";

/** Renews the claim of an order. */
export const heartbeatOp = op({
  name: "heartbeat",
  summary: "Say that an order is still being worked on",
  about: "Renews the lease of the claim. Every other verb on an order does so too.",
  examples: ["docket heartbeat k3f"],
  group: "work",
  effect: "write",
  input: ORDER_INPUT,
  async run(world, call, given) {
    const opened = await openWorkshop(world, call, "heartbeat");
    if (!opened.ok) return opened;
    const shop = opened.value;
    const order = orderIdFor(shop, call, given.order);
    if (!order.ok) return order;
    const held = await heldOrder(shop, order.value);
    if (!held.ok) return held;
    const renewed = await shop.claims.renew(held.value.claim, shop.author);
    if (!renewed.ok) return renewed;
    const { ticket, holder, renewedAt, leaseMs, token } = renewed.value;
    return ok({ order: order.value, ticket, holder, renewedAt, leaseMs, token });
  },
});
