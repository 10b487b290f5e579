import { ok, type Result } from "../../std/result.ts";
import type { Order } from "../../store/orders/schema.ts";
import { freePorts } from "../ports.ts";
import { readClaim } from "../read-claim.ts";
import { newEvent, record } from "../records.ts";
import { now, type Workshop } from "../workshop.ts";
import { clearEnded } from "./clear.ts";

/** Ends an order that nobody can go on with: its record, its claim, its ports. A ticket that it held is ready again. Work stays (I10). */
export async function giveBack(shop: Workshop, order: Order, reason: string): Promise<Result<unknown>> {
  const read = await readClaim(shop, order.ticket);
  if (!read.ok) return read;
  const claim = read.value?.claim;
  const isOthers = claim?.state === "held" && claim.order !== order.id;
  let goesOn = false;
  const recorded = await record(
    shop,
    { ticket: order.ticket, order: order.id },
    ({ ticket: { ticket }, order: stored }) => {
      goesOn = stored?.order.state !== order.state;
      if (goesOn) return ok(undefined);
      const moves = !isOthers && (ticket.status === "doing" || ticket.status === "review");
      const event = newEvent(shop, {
        kind: moves ? "status_changed" : "order",
        attributes: { ...(moves ? { from: ticket.status, to: "ready" } : {}), result: "given back" },
        refs: [`order:${order.id}`, `branch:${order.branch}`],
        body: reason,
      });
      const edits = moves
        ? [
            { set: "status", to: "ready" },
            { set: "assignee", to: undefined },
          ]
        : isOthers && ticket.assignee === order.owner && claim.holder !== order.owner
          ? [{ set: "assignee", to: claim.holder }]
          : [];
      return ok({
        ticket: [...edits, event],
        order: { state: "partial", result: "partial", reason, finished_at: now(shop.backlog.world) },
        message: `give back ${order.id}`,
      });
    },
  );
  if (!recorded.ok || goesOn) return recorded;
  if (claim?.state === "held" && !isOthers) {
    const released = await shop.claims.release(claim, shop.author, { reason });
    if (!released.ok) return released;
  }
  const freed = await freePorts(shop, order.id);
  if (!freed.ok) return freed;
  await clearEnded(shop, order);
  return ok(null);
}
