import { err, ok, type Result } from "../std/result.ts";
import { orderIdsOf } from "../store/orders/orders.ts";
import { notTheHolder, reasonNeeded } from "./faults.ts";
import type { Finished, FinishWish } from "./finished.ts";
import { leaveTicket } from "./leave-ticket.ts";
import { findOrder, isDriven, requireHolder } from "./order.ts";
import { freePorts } from "./ports.ts";
import { readClaim } from "./read-claim.ts";
import { record } from "./records.ts";
import { termsOf } from "./terms.ts";
import { now, type Place, type Workshop } from "./workshop.ts";

/** The ticket goes back to ready, or to blocked when it failed as often as it may; the branch stays as it is. */
export async function giveBack(shop: Workshop, id: string, wish: FinishWish): Promise<Result<Finished>> {
  const stored = findOrder(shop, id);
  if (!stored.ok) return stored;
  const { order } = stored.value;
  const { reason, result } = wish;
  if (reason === null || reason.trim() === "") return err(reasonNeeded({ verb: `finish --result ${result}` }));
  const row = await readClaim(shop, order.ticket);
  if (!row.ok) return row;
  const claim = row.value?.claim;
  const ours = claim?.order === order.id && claim.state === "held" && isDriven(shop, claim) ? claim : undefined;
  const owner = ours === undefined ? ok(undefined) : requireHolder(shop, ours);
  if (!owner.ok) return owner;
  if (ours === undefined && (order.state === "running" || shop.token !== undefined))
    return err(notTheHolder({ id: order.id, holder: claim?.holder ?? "nobody", asker: shop.author.actor.name }));
  let status = "ready";
  const recorded = await record(
    shop,
    { ticket: order.ticket, order: order.id },
    ({ ticket: { ticket }, order: now_ }) => {
      const failures = failedAttempts(shop, order.ticket) + (result === "failed" ? 1 : 0);
      const to = result === "failed" && failures >= termsOf(shop, ticket).maxAttempts ? "blocked" : "ready";
      const refs = [`order:${order.id}`, `branch:${order.branch}`];
      const left = leaveTicket(shop, ticket, { to, result, refs, body: reason });
      status = left.status;
      if (now_?.order.state === result) return ok(undefined);
      return ok({
        ticket: left.edits,
        order: { state: result, result, reason, finished_at: now(shop.backlog.world) },
        message: `${result === "failed" ? "fail" : "end in part"} ${order.id}`,
      });
    },
  );
  if (!recorded.ok) return recorded;
  const ended: Finished = { order: order.id, ticket: order.ticket, result, status, verified: null };
  if (shop.writing.dryRun) return ok({ ...ended, dryRun: true });
  if (ours !== undefined) {
    const released = await shop.claims.release(ours, shop.author, { reason });
    if (!released.ok) return released;
  }
  await freePorts(shop, order.id);
  return ok(ended);
}

/** Attempts at a ticket that ended as failed since it was last requeued. */
function failedAttempts(shop: Place, ticket: string): number {
  return orderIdsOf(shop.backlog, ticket).filter((id) => {
    const order = findOrder(shop, id);
    return order.ok && order.value.order.state === "failed" && order.value.order.ticket === ticket;
  }).length;
}
