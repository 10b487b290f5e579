import { ok } from "../std/result.ts";
import { op } from "./op.ts";
import { openHeldOrder } from "./orders/_held-order.ts";
import { ORDER_INPUT } from "./orders/_order-input.ts";

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
    const opened = await openHeldOrder(world, call, { verb: "heartbeat", order: given.order });
    if (!opened.ok) return opened;
    const { shop, held } = opened.value;
    const renewed = call.dryRun ? ok(held.claim) : await shop.claims.renew(held.claim, shop.author);
    if (!renewed.ok) return renewed;
    const { ticket, holder, renewedAt, leaseMs, token } = renewed.value;
    return ok({ order: held.stored.order.id, ticket, holder, renewedAt, leaseMs, token });
  },
});
