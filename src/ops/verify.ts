import { ok } from "../std/result.ts";
import { heldOrder } from "../work/order.ts";
import { prove } from "../work/prove.ts";
import { ORDER_INPUT } from "./_order-input.ts";
import { orderIdFor } from "./_which-order.ts";
import { openWorkshop } from "./_workshop.ts";
import { op } from "./op.ts";

/** Proves an order where it stands. */
export const verifyOp = op({
  name: "verify",
  summary: "Prove an order: scope, tests that failed before, checks, criteria",
  about:
    "Judges the order's checkout at its commit by the rules of its base: nothing uncommitted, scope and size, no weakened tests, no secrets, every gate, and for kinds that ask for it a test that failed before the change and passes after it. Writes verdict.json and handoff.md into the order's folder of the backlog.",
  examples: ["docket verify k3f", "docket verify k3f --json"],
  group: "work",
  effect: "run",
  tool: "Prove the order's work: scope, gates, red/green, criteria. Lists every finding with its way out.",
  input: ORDER_INPUT,
  async run(world, call, given) {
    const opened = await openWorkshop(world, call, `verify ${given.order ?? ""}`.trim());
    if (!opened.ok) return opened;
    const shop = opened.value;
    const order = orderIdFor(shop, call, given.order);
    if (!order.ok) return order;
    const held = await heldOrder(shop, order.value);
    if (!held.ok) return held;
    const proof = await prove(shop, held.value);
    return proof.ok ? ok(proof.value.verdict) : proof;
  },
  exitOf: ({ result }) => (result === "passed" ? "ok" : "findings"),
});
