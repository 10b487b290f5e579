import { releaseOrder } from "../work/release.ts";
import { op } from "./op.ts";
import { ORDER_INPUT } from "./orders/_order-input.ts";
import { orderIdFor } from "./orders/_which-order.ts";
import { openWorkshop } from "./orders/_workshop.ts";

/** Gives a ticket back without a result. */
export const releaseOp = op({
  name: "release",
  summary: "Give a ticket back that you took",
  about:
    "Ends the claim and puts the ticket back to ready. A branch with commits stays, and so does a checkout with files that are not committed; what holds no work is removed.",
  examples: ['docket release k3f --reason "Somebody else knows this better."'],
  group: "work",
  effect: "write",
  input: {
    ...ORDER_INPUT,
    reason: { type: "string", short: "r", describe: "Why; kept in the thread." },
  },
  async run(world, call, given) {
    const opened = await openWorkshop(world, call, `release ${given.order ?? ""}`.trim());
    if (!opened.ok) return opened;
    const order = orderIdFor(opened.value, call, given.order);
    return order.ok ? releaseOrder(opened.value, order.value, given.reason) : order;
  },
});
