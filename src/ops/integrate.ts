import { ok } from "../std/result.ts";
import { makeEventId } from "../ticket/id.ts";
import { integrateProgram, wouldIntegrate } from "../work/integrate.ts";
import { op } from "./op.ts";
import { ORDER_INPUT } from "./orders/_order-input.ts";
import { orderIdFor } from "./orders/_which-order.ts";
import { openWorkshop } from "./orders/_workshop.ts";

/** Merges finished work. */
export const integrateOp = op({
  name: "integrate",
  summary: "Merge a finished order into its base",
  about:
    "Merges, proves the merged result where it is not the very tree that was proven, and moves the base only while the claim still holds. A checkout of the base is only ever fast-forwarded; when files there are in the way, the work waits and nothing is touched. The ticket becomes done.",
  examples: ["docket integrate k3f"],
  group: "work",
  effect: "run",
  input: ORDER_INPUT,
  async run(world, call, given) {
    const opened = await openWorkshop(world, call, `integrate ${given.order ?? ""}`.trim());
    if (!opened.ok) return opened;
    const shop = opened.value;
    const order = orderIdFor(shop, call, given.order);
    if (!order.ok) return order;
    if (call.dryRun) return wouldIntegrate(shop, order.value);
    const id = `integrate-${order.value}-${makeEventId(world.random.bytes(40))}`;
    const merged = await shop.engine.run(integrateProgram(shop), id, { order: order.value });
    // Who called from the order's checkout stands in a folder that is no more.
    const isHomeless = merged.ok && world.files.stat(call.cwd) === undefined;
    return isHomeless ? ok({ ...merged.value, goTo: shop.backlog.home.root }) : merged;
  },
});
