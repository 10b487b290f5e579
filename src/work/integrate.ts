import type { Program, Run } from "../flow/engine.ts";
import { requirePassing } from "../gate/verdict/standing.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import type { Claim } from "./claims/claim.ts";
import { baseKeepsMoving, notTheHolder, orderNotFinished } from "./faults.ts";
import { land, queueRef } from "./land.ts";
import { MAX_LANDING_TRIES } from "./limits.ts";
import type { MergeOrder } from "./merge-order.ts";
import { mergeWork } from "./merge-work.ts";
import { findOrder, heldOrder } from "./order.ts";
import { proveMerged } from "./prove-merged.ts";
import { holdQueue } from "./queue-lock.ts";
import { branchTip, readRef, refsOf } from "./read-ref.ts";
import type { Merged } from "./rests-on.ts";
import { sendBack } from "./send-back.ts";
import { settleMerged } from "./settle-merged.ts";
import { readVerdict } from "./verdict-file.ts";
import type { Workshop } from "./workshop.ts";

export type IntegrateWish = { readonly order: string };

export type Integrated = {
  readonly order: string;
  readonly ticket: string;
  readonly base: string;
  readonly commit: string;
  /** False when it was merged before, by us or outside. */
  readonly fresh: boolean;
};

/**
 * Merges a finished order into its base. The merged tip is published under the queue of the base in one ref transaction that
 * verifies the claim (I8), and lands from there: at once where the base is checked out nowhere, by a fast-forward where it is.
 */
export const integrateProgram = (shop: Workshop): Program<IntegrateWish, Integrated> => ({
  name: "integrate",
  version: 2,
  run: (run, { order }) => integrateSteps(shop, run, order),
});

/** The steps of an integration, for programs of which it is the end. */
export async function integrateSteps(shop: Workshop, run: Run, id: string): Promise<Result<Integrated>> {
  // One at a time merges into a base, so that each is proven on top of the one before.
  const found = findOrder(shop, id);
  if (!found.ok) return found;
  const { order } = found.value;
  const turn = await holdQueue(shop, order.base, `integrate ${order.id}`);
  if (!turn.ok) return turn;
  return mergeInTurn(shop, run, id).finally(() => turn.value.release());
}

async function mergeInTurn(shop: Workshop, run: Run, id: string): Promise<Result<Integrated>> {
  const ready = await run.step("check", () => readyToMerge(shop, id));
  if (!ready.ok) return ready;
  const { order, head } = ready.value;
  for (let tries = 1; tries <= MAX_LANDING_TRIES; tries += 1) {
    const merged = await run.step(`merge ${tries}`, () => mergeOnto(shop, order, head));
    if (!merged.ok) return merged;
    const { tip, onto } = merged.value;
    // What waits in the queue was proven when it was put there.
    const proven = await run.step(`prove ${tries}`, async () =>
      tip === onto ? ok(null) : proveMerged(shop, order, merged.value),
    );
    if (!proven.ok) return proven;
    const published = await run.step(`publish ${tries}`, () => publish(shop, order, { tip, onto }));
    if (!published.ok) return published;
    if (!published.value) continue;
    const landed = await run.step("land", () => land(shop, { id: order.id, base: order.base }));
    if (!landed.ok) return landed;
    const settled = await run.step("settle", () => settleMerged(shop, order.base));
    return settled.ok
      ? ok({ order: order.id, ticket: order.ticket, base: order.base, commit: tip, fresh: true })
      : settled;
  }
  return err(baseKeepsMoving({ base: order.base, tries: MAX_LANDING_TRIES }));
}

type Ready = { readonly order: MergeOrder; readonly head: string };

async function readyToMerge(shop: Workshop, id: string): Promise<Result<Ready>> {
  const found = findOrder(shop, id);
  if (!found.ok) return found;
  const [held, tree] = await Promise.all([heldOrder(shop, id), treeOf(shop, found.value.order.branch)]);
  if (!held.ok) return held;
  const { order } = held.value.stored;
  if (order.state !== "done") return err(orderNotFinished({ id: order.id, state: order.state }));
  if (!tree.ok) return tree;
  const { commit: head } = tree.value;
  const verdict = readVerdict(shop, order.id);
  if (!verdict.ok) return verdict;
  const passing = requirePassing(verdict.value, { order: order.id, head, headTree: tree.value.tree });
  if (!passing.ok) return passing;
  const { id: name, ticket, title, base, branch, worktree } = order;
  const { taking } = held.value.claim;
  return ok({ order: { id: name, ticket, title, base, branch, worktree, taking }, head });
}

interface Tip {
  readonly commit: string;
  readonly tree: string;
}

async function treeOf({ backlog }: Workshop, branch: string): Promise<Result<Tip>> {
  const ref = `refs/heads/${branch}`;
  const args = ["rev-parse", `${ref}^{commit}`, `${ref}^{tree}`];
  const named = await gitText(backlog.world.git, { cwd: backlog.home.root, args });
  if (!named.ok) return named;
  const [commit = "", tree = ""] = named.value.split("\n");
  return ok({ commit, tree });
}

/** Merges onto the end of the queue where one waits before the base, else onto the base itself. */
async function mergeOnto(shop: Workshop, order: MergeOrder, head: string): Promise<Result<Merged>> {
  const onto = await queueEnd(shop, order.base);
  if (!onto.ok) return onto;
  const cwd = shop.backlog.home.root;
  // A crash after publishing, or a landing that had to wait: the work is in the queue already.
  if (await gitSays(shop.backlog.world.git, { cwd, args: ["merge-base", "--is-ancestor", head, onto.value] })) {
    const tree = await gitText(shop.backlog.world.git, { cwd, args: ["rev-parse", `${onto.value}^{tree}`] });
    return tree.ok ? ok({ tip: onto.value, onto: onto.value, tree: tree.value }) : tree;
  }
  const merged = await mergeWork(shop, order, { head, onto: onto.value });
  if (merged.ok || merged.fault.code !== "merge-conflict")
    return merged.ok ? ok({ ...merged.value, onto: onto.value }) : merged;
  const back = await sendBack(shop, order, { reason: merged.fault.message });
  return back.ok ? merged : back;
}

/** Where the next work goes on top: the queue's tip when it is ahead of the base. */
async function queueEnd({ backlog }: Pick<Workshop, "backlog">, base: string): Promise<Result<string>> {
  const { git } = backlog.world;
  const cwd = backlog.home.root;
  const tip = await branchTip({ backlog }, base);
  if (!tip.ok) return tip;
  const queue = await readRef(refsOf({ backlog }), queueRef(base));
  if (!queue.ok) return queue;
  if (queue.value === undefined) return tip;
  const ahead = await gitSays(git, { cwd, args: ["merge-base", "--is-ancestor", tip.value, queue.value] });
  return ahead ? ok(queue.value) : tip;
}

/** One ref transaction: the claim is still ours, the queue moves from where the merge began. False: the queue moved meanwhile. */
async function publish(
  shop: Workshop,
  order: MergeOrder,
  { tip, onto }: Pick<Merged, "tip" | "onto">,
): Promise<Result<boolean>> {
  if (tip === onto) return ok(true);
  const claim = await claimOf(shop, order);
  if (!claim.ok) return claim;
  const end = await queueEnd(shop, order.base);
  if (!end.ok) return end;
  if (end.value === tip) return ok(true);
  if (end.value !== onto) return ok(false);
  const queued = await readRef(refsOf(shop), queueRef(order.base));
  if (!queued.ok) return queued;
  const moved = await shop.claims.publish({
    claim: claim.value,
    moves: [{ ref: queueRef(order.base), from: queued.value, to: tip }],
    ...(shop.settings.orders.push ? { pushes: [{ ref: `refs/heads/${order.base}`, to: tip }] } : {}),
    note: `docket: integrate ${order.id}`,
    email: shop.author.email,
  });
  if (moved.ok) return ok(true);
  // Somebody else's work went in first: ours is merged onto it.
  const again = await queueEnd(shop, order.base);
  return moved.fault.code === "base-moved" && again.ok && again.value !== onto ? ok(false) : moved;
}

async function claimOf(shop: Workshop, order: MergeOrder): Promise<Result<Claim>> {
  const held = await heldOrder(shop, order.id);
  if (!held.ok) return held;
  const { claim } = held.value;
  if (claim.taking === order.taking) return ok(claim);
  return err(notTheHolder({ id: order.id, holder: claim.holder, asker: shop.author.actor.name }));
}
