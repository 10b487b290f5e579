import type { CheckEvidence } from "../gate/run-check.ts";
import { findingsOf } from "../gate/verdict/reasons.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import type { World } from "../ports/world.ts";
import { ok, type Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { prove } from "../work/prove.ts";
import { runGatesAt } from "../work/prove-merged.ts";
import { type Rechecked, recheckOrder } from "../work/recheck.ts";
import { type Cards, cardsOf } from "./cards/cards-of.ts";
import { type Call, op } from "./op.ts";
import { openHeldOrder } from "./orders/_held-order.ts";
import { ORDER_INPUT } from "./orders/_order-input.ts";
import { orderIdFor } from "./orders/_which-order.ts";
import { openWorkshop } from "./orders/_workshop.ts";

/** The verdict, and what to do about what was found. The file holds the verdict alone. */
type Proved = Verdict & { readonly cards: Cards };

/** Proves an order where it stands. */
export const verifyOp = op({
  name: "verify",
  summary: "Prove an order: scope, tests that failed before, checks, criteria",
  about:
    "Judges the order's checkout at its commit by the rules of its base: nothing uncommitted, scope and size, no weakened tests, no secrets, every gate, and for kinds that ask for it a test that failed before the change and passes after it. Writes verdict.json and handoff.md into the order's folder of the backlog.",
  examples: ["docket verify k3f", "docket verify k3f --json", "docket verify k3f --recheck"],
  group: "work",
  effect: "run",
  tool: "Prove the order's work: scope, gates, red/green, criteria. Lists every finding with its way out.",
  input: {
    ...ORDER_INPUT,
    recheck: {
      type: "boolean",
      describe: "Hold the verdict that is there against the history, offline; the branch may be gone.",
      cliOnly: true,
    },
    run: {
      type: "boolean",
      describe: "With --recheck: run the gates again at the commit that was found.",
      cliOnly: true,
    },
  },
  async run(world, call, given): Promise<Result<Proved | (Rechecked & RanAgain)>> {
    if (given.recheck === true) return recheck(world, call, { order: given.order, run: given.run === true });
    const opened = await openHeldOrder(world, call, { verb: "verify", order: given.order });
    if (!opened.ok) return opened;
    const proof = await prove(opened.value.shop, opened.value.held);
    if (!proof.ok) return proof;
    const { verdict } = proof.value;
    return ok({ ...verdict, cards: cardsOf(findingsOf(verdict)) });
  },
  exitOf: (output) => (output.result === "passed" && !isRefuted(output) ? "ok" : "findings"),
});

/** What --run ran. */
export interface RanAgain {
  readonly checks?: readonly CheckEvidence[];
}

/** Where there was nothing to run again, nothing was shown by it. */
const isRefuted = (output: Proved | (Rechecked & RanAgain)): boolean =>
  "landed" in output && (output.checks?.length === 0 || output.findings.some(({ severity }) => severity === "error"));

interface Rechecking {
  readonly order: string | undefined;
  readonly run: boolean;
}

/** A verdict can be rechecked in any clone, also where nobody may take anything. */
async function recheck(world: World, call: Call, { order, run }: Rechecking): Promise<Result<Rechecked & RanAgain>> {
  const backlog = await openBacklog(world, call.cwd);
  if (!backlog.ok) return backlog;
  const place = { backlog: backlog.value };
  const id = orderIdFor(place, call, order);
  if (!id.ok) return id;
  const checked = await recheckOrder(place, id.value);
  if (!checked.ok || !run || checked.value.commit === null) return checked;
  const shop = await openWorkshop(world, call, `verify ${id.value}`);
  if (!shop.ok) return shop;
  const { commit, ticket } = checked.value;
  const ran = await runGatesAt(shop.value, { id: id.value, ticket }, commit);
  return ran.ok ? ok({ ...checked.value, checks: ran.value }) : ran;
}
