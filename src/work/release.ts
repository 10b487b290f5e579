import { err, ok, type Result } from "../std/result.ts";
import type { Order } from "../store/orders/schema.ts";
import { notTheHolder, orderNotRunning } from "./faults.ts";
import { leaveTicket } from "./leave-ticket.ts";
import { findOrder } from "./order.ts";
import { freePorts } from "./ports.ts";
import { readClaim } from "./read-claim.ts";
import { record } from "./records.ts";
import { now, type Workshop } from "./workshop.ts";
import { absolutePath, removeBranch, removeWorktree } from "./worktree.ts";

export interface Released {
  readonly order: string;
  readonly ticket: string;
  readonly status: string;
  /** What was left where it is, as it holds work. */
  readonly kept: readonly string[];
  /** Set where it was only said, and nothing was done (I7). */
  readonly dryRun?: true;
}

/** Gives a ticket back without a result: record, claim, and of checkout and branch what holds no work (I10). */
export async function releaseOrder(shop: Workshop, id: string, reason: string | undefined): Promise<Result<Released>> {
  const found = findOrder(shop, id);
  if (!found.ok) return found;
  const { order } = found.value;
  if (order.state !== "running") return err(orderNotRunning({ id: order.id, state: order.state }));
  const row = await readClaim(shop, order.ticket);
  if (!row.ok) return row;
  const ours = row.value?.claim;
  if (ours?.order !== order.id || ours.state !== "held" || ours.holder !== shop.author.actor.name)
    return err(notTheHolder({ id: order.id, holder: ours?.holder ?? "nobody", asker: shop.author.actor.name }));
  let status = "ready";
  const recorded = await record(shop, { ticket: order.ticket, order: order.id }, ({ ticket: { ticket } }) => {
    const left = leaveTicket(shop, ticket, {
      to: "ready",
      result: "released",
      refs: [`order:${order.id}`],
      body: reason ?? "Given back.",
    });
    status = left.status;
    return ok({
      ticket: left.edits,
      order: {
        state: "partial",
        result: "partial",
        reason: reason ?? "released",
        finished_at: now(shop.backlog.world),
      },
      message: `release ${order.id}`,
    });
  });
  if (!recorded.ok) return recorded;
  const given = { order: order.id, ticket: order.ticket, status };
  if (shop.writing.dryRun) return ok({ ...given, kept: [], dryRun: true });
  const released = await shop.claims.release(ours, shop.author, { reason: reason ?? "given back" });
  if (!released.ok) return released;
  await freePorts(shop, order.id);
  return ok({ ...given, kept: await clearAway(shop, order) });
}

/** Removes checkout and branch as far as they hold no work, and names what stays. */
async function clearAway(shop: Workshop, order: Order): Promise<readonly string[]> {
  const path = absolutePath(shop, order.worktree);
  if (!(await removeWorktree(shop, path, "all is in git"))) return [order.worktree, order.branch];
  const from = order.base_commit;
  return (await removeBranch(shop, { order: order.id, branch: order.branch, path, from })) ? [] : [order.branch];
}
