import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import { orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { mergeOf } from "../merge-of.ts";
import { holdQueue, isQueueBusy } from "../queue-lock.ts";
import { settleMerged } from "../settle-merged.ts";
import type { Workshop } from "../workshop.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import { isWithin } from "./git-facts.ts";
import { claimOfOrder, isBusy, isOpenOrder, isUnclear, type Survey } from "./survey.ts";

/** Open orders whose work has come into its base: a pull request, a squash, a rebase, or an integration that was cut off at its end. */
export const checkMerged: Check = async (shop, seen) => {
  const open = seen.orders.filter(
    (order) =>
      isOpenOrder(order) &&
      claimOfOrder(seen, order) !== undefined &&
      isOpen(seen.tickets.get(order.ticket)?.status ?? "done") &&
      !isUnclear(seen, order.ticket) &&
      !isBusy(shop, seen, order.id) &&
      !isQueueBusy(shop, order.base),
  );
  const found = await Promise.all(open.map((order) => judgeMerge(shop, seen, order)));
  return found.flat();
};

async function judgeMerge(shop: Workshop, seen: Survey, order: Order): Promise<readonly Disagreement[]> {
  const told = { subject: order.id, file: orderPath(order.id) };
  const { base, verified_at_sha: head } = order;
  if (order.state === "running") {
    const tip = seen.branches.get(order.branch);
    if (tip === undefined || !(await cameByMerge(shop, order, tip))) return [];
    const message = `what ${order.id} has so far is in ${base} already, without a proof`;
    const hint = `docket close ${order.ticket} --resolution TEXT accepts it; else go on working`;
    return [disagreement("merged-unproven", { ...told, message, hint })];
  }
  const merged = head === undefined ? undefined : await mergeOf(shop, order, head);
  if (merged === undefined) return [];
  const message = `${order.id} came into ${base} with ${merged.slice(0, 12)}, and ${order.ticket} does not know`;
  const action = `record the merge and end ${order.id}`;
  return [disagreement("merged-outside", { ...told, message }, { action, act: () => settleInTurn(shop, base) })];
}

/** Not when the branch only follows its base: then its tip is one of the base's own steps. */
async function cameByMerge(shop: Workshop, { base, base_commit }: Order, tip: string): Promise<boolean> {
  const ref = `refs/heads/${base}`;
  if (tip === base_commit || !(await isWithin(shop, tip, ref))) return false;
  const own = await gitText(shop.backlog.world.git, {
    cwd: shop.backlog.home.root,
    args: ["rev-list", "--first-parent", `${base_commit}..${ref}`],
  });
  return own.ok && !own.value.split("\n").includes(tip);
}

/** Ends what has come into a base, in the turn of those who merge into it. */
async function settleInTurn(shop: Workshop, base: string): Promise<Result<unknown>> {
  const turn = await holdQueue(shop, base, "reconcile");
  if (!turn.ok) return turn;
  const settled = await settleMerged(shop, base).finally(() => turn.value.release());
  return settled.ok ? ok(null) : settled;
}
