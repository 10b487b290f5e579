import { err } from "../std/result.ts";
import { makeEventId } from "../ticket/id.ts";
import { finishProgram, wouldFinish } from "../work/finish.ts";
import { MIN_SKIP_REASON } from "../work/limits.ts";
import { readAhead } from "../work/read-ahead.ts";
import { skipReasonTooShort } from "./faults.ts";
import { op } from "./op.ts";
import { ORDER_INPUT } from "./orders/_order-input.ts";
import { whichOrder } from "./orders/_which-order.ts";
import { openWorkshop, requirePerson } from "./orders/_workshop.ts";

/** Ends an attempt at a ticket. */
export const finishOp = op({
  name: "finish",
  summary: "Finish an order: prove it and put its ticket into review",
  about:
    "Asks for a passing verdict at the head of the order's branch and makes the proof where there is none. The ticket then waits in review for docket integrate.\n\nWith --result failed or partial the attempt ends without a proof: the ticket goes back to ready, or to blocked when it failed as often as the settings allow.",
  examples: ["docket finish k3f", 'docket finish k3f --result failed --reason "The API has no such call."'],
  group: "work",
  effect: "run",
  tool: "Finish the order: runs its proof and puts the ticket into review, or gives it back as failed or partial.",
  input: {
    ...ORDER_INPUT,
    result: { type: "string", default: "done", values: ["done", "failed", "partial"], describe: "How it ended." },
    reason: { type: "string", short: "r", describe: "Why it failed, or what remains." },
    skip_verification: {
      type: "string",
      describe: `Finish without a proof, for a reason of ${MIN_SKIP_REASON} characters or more (persons only; stays visible).`,
      word: "reason",
      cliOnly: true,
    },
  },
  async run(world, call, given) {
    const opened = await openWorkshop(world, call, `finish ${given.order ?? ""}`.trim());
    if (!opened.ok) return opened;
    const shop = opened.value;
    const skip = given.skip_verification;
    if (skip !== undefined) {
      const person = requirePerson(shop, call, "finish --skip-verification");
      if (!person.ok) return person;
      if (skip.trim().length < MIN_SKIP_REASON) return err(skipReasonTooShort({ least: MIN_SKIP_REASON }));
    }
    const found = whichOrder(shop, call, given.order);
    if (!found.ok) return found;
    const { order } = found.value;
    if (call.dryRun)
      return wouldFinish(shop, { order: order.id, result: given.result, reason: given.reason ?? null, skip: null });
    const ahead = given.result === "done" ? await readAhead(shop, order) : undefined;
    const wish = { order: order.id, result: given.result, reason: given.reason ?? null, skip: skip ?? null };
    const name = `finish-${order.id}-${makeEventId(world.random.bytes(40))}`;
    const [finished] = await Promise.all([shop.engine.run(finishProgram(shop, ahead), name, wish), ahead?.change]);
    return finished;
  },
});
