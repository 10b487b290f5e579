import { ok, type Result } from "../std/result.ts";
import { loadOrder } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import type { Claim } from "./claims/claim.ts";
import { holdsNothingMore, mergeOf } from "./merge-of.ts";
import { landedVerdict } from "./merged-verdict.ts";
import { freePorts } from "./ports.ts";
import { newEvent, record } from "./records.ts";
import { tookEdits } from "./took-minutes.ts";
import type { Workshop } from "./workshop.ts";
import { absolutePath, removeBranch, removeWorktree } from "./worktree.ts";

/** Ends every finished order whose work has come into its base: its ticket is done, its claim released, its checkout removed. */
export async function settleMerged(shop: Workshop, base: string): Promise<Result<null>> {
  const claims = await shop.claims.list();
  if (!claims.ok) return claims;
  for (const { claim } of claims.value.rows) {
    if (claim.state !== "held") continue;
    const stored = loadOrder(shop.backlog, claim.order);
    if (!stored.ok || stored.value.order.base !== base || stored.value.order.state !== "done") continue;
    const settled = await settleOne(shop, claim, stored.value.order);
    if (!settled.ok) return settled;
  }
  return ok(null);
}

async function settleOne(shop: Workshop, claim: Claim, order: Order): Promise<Result<null>> {
  const head = order.verified_at_sha;
  const merged = head === undefined ? undefined : await mergeOf(shop, order, head);
  if (merged === undefined) return ok(null);
  const recorded = await record(shop, { ticket: order.ticket, order: order.id }, ({ ticket: { ticket } }) => {
    const files = landedVerdict(shop, order.id, merged);
    if (ticket.status === "done")
      return ok({ order: { merged_at_sha: merged }, files, message: `note the merge of ${order.id}` });
    const body = `Merged into ${order.base} as ${merged.slice(0, 12)} by ${order.id}.`;
    const event = newEvent(shop, {
      kind: "close",
      attributes: { from: ticket.status, to: "done", proves: "done" },
      refs: [`order:${order.id}`, `commit:${merged}`],
      body,
    });
    return ok({
      ticket: [
        { set: "status", to: "done" },
        ...tookEdits(shop.backlog, order.ticket),
        { section: "Resolution", body },
        event,
      ],
      order: { merged_at_sha: merged },
      files,
      message: `integrate ${order.id}`,
    });
  });
  if (!recorded.ok) return recorded;
  const released = await shop.claims.release(claim, shop.author, { reason: `integrated as ${merged.slice(0, 12)}` });
  if (!released.ok) return released;
  await freePorts(shop, order.id);
  // What is merged can go; a checkout with files that are not in git, or a branch that went on, stays (I10).
  const path = absolutePath(shop, order.worktree);
  const [gone, isAll] = await Promise.all([
    removeWorktree(shop, path, "all is in git"),
    head !== undefined && holdsNothingMore(shop, order, head),
  ]);
  if (gone && isAll && head !== undefined)
    await removeBranch(shop, { order: order.id, branch: order.branch, path, from: head });
  return ok(null);
}
