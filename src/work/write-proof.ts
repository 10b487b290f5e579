import type { Change } from "../gate/change.ts";
import { printVerdict } from "../gate/verdict/verdict.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import { ok, type Result } from "../std/result.ts";
import { orderPath } from "../store/orders/orders.ts";
import { doneEntry } from "./done-entry.ts";
import { handoffText } from "./handoff.ts";
import { requireInPlace } from "./moved-away.ts";
import { type Held, heldOrder } from "./order.ts";
import { fileOf } from "./order-files.ts";
import { type Entry, newEvent, record, type Standing } from "./records.ts";
import type { Workshop } from "./workshop.ts";

export interface Written {
  readonly verdict: Verdict;
  readonly change: Change;
  readonly passed: boolean;
  readonly skip: string | undefined;
  /** Whether a proof that passed ends the attempt in the same write. */
  readonly ends: boolean;
}

/** Writes a proof down, whatever it says; one that passed and is asked for at the end of an attempt ends it, in one transaction (I3). */
export async function writeProof(shop: Workshop, held: Held, written: Written): Promise<Result<null>> {
  const { order } = held.stored;
  const { verdict, change, passed } = written;
  const ends = passed && written.ends;
  const still = ends ? await stillHeld(shop, order.id) : ok(null);
  if (!still.ok) return still;
  return record(shop, { ticket: order.ticket, order: order.id }, (standing) => {
    const proven = gateEntry(shop, standing, written);
    const { ticket } = standing.ticket;
    // Whoever moved the ticket meanwhile is told by the step after this one; what was proven is worth keeping.
    const inPlace = requireInPlace(ticket, { order: order.id, verb: "finish" }).ok;
    const done =
      ends && inPlace ? doneEntry(shop, standing, { order: order.id, head: change.head }) : { ticket: [], order: {} };
    return ok({
      ticket: [...proven.ticket, ...done.ticket],
      order: { ...proven.order, ...done.order },
      files: [
        fileOf(shop, orderPath(order.id, "verdict.json"), printVerdict(verdict)),
        fileOf(shop, orderPath(order.id, "handoff.md"), handoffText({ order, ticket, verdict, change })),
      ],
      message: `${passed ? (ends && inPlace ? "prove and finish" : "prove") : "fail to prove"} ${order.id}`,
    });
  });
}

/** Proving may have taken long: whoever was overtaken meanwhile ends nothing (I8). */
async function stillHeld(shop: Workshop, id: string): Promise<Result<null>> {
  const held = await heldOrder(shop, id);
  if (!held.ok) return held;
  const renewed = await shop.claims.renew(held.value.claim, shop.author);
  return renewed.ok ? ok(null) : renewed;
}

function gateEntry(
  shop: Workshop,
  { order: stored }: Standing,
  { verdict, change, passed, skip }: Written,
): Required<Pick<Entry, "ticket" | "order">> {
  const event = newEvent(shop, {
    kind: "gate",
    attributes: { result: passed ? "passed" : "failed", ...(skip === undefined ? {} : { skipped: "yes" }) },
    refs: [`order:${verdict.order}`, `commit:${change.head}`],
    ...(skip === undefined ? {} : { body: skip }),
  });
  return { ticket: [event], order: { failed_verifies: (stored?.order.failed_verifies ?? 0) + (passed ? 0 : 1) } };
}
