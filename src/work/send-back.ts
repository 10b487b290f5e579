import { ok, type Result } from "../std/result.ts";
import type { Change } from "../store/write/change.ts";
import type { MergeOrder } from "./merge-order.ts";
import { newEvent, record } from "./records.ts";
import type { Workshop } from "./workshop.ts";

interface Back {
  readonly reason: string;
  /** What shows why. */
  readonly files?: readonly Change[];
}

/** Gives finished work back to its holder with a reason: the ticket is in doing again, the order runs, the claim stays. */
export function sendBack(shop: Workshop, order: MergeOrder, { reason, files = [] }: Back): Promise<Result<null>> {
  return record(shop, { ticket: order.ticket, order: order.id }, ({ ticket: { ticket }, order: stored }) => {
    if (stored?.order.state !== "done") return ok(undefined);
    const event = newEvent(shop, {
      kind: "status_changed",
      attributes: { from: ticket.status, to: "doing" },
      refs: [`order:${order.id}`],
      body: reason,
    });
    return ok({
      ticket: [{ set: "status", to: "doing" }, event],
      order: { state: "running", result: undefined, reason, finished_at: undefined, verified_at_sha: undefined },
      files,
      message: `send ${order.id} back`,
    });
  });
}
