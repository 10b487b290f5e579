import type { Program, Run } from "../flow/engine.ts";
import { verdictStale } from "../gate/faults.ts";
import { requirePassing } from "../gate/verdict/standing.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import type { Order } from "../store/orders/schema.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import type { Claim } from "./claims/claim.ts";
import { baseKeepsMoving, notTheHolder, orderBranchGone, orderNotFinished } from "./faults.ts";
import { land, queueRef } from "./land.ts";
import { MAX_LANDING_TRIES } from "./limits.ts";
import { mergeOnto, queueEnd } from "./merge-onto.ts";
import type { MergeOrder } from "./merge-order.ts";
import { requireInPlace, requireNoRefusal } from "./moved-away.ts";
import { findOrder, heldOrder } from "./order.ts";
import { proveMerged } from "./prove-merged.ts";
import { holdQueue } from "./queue-lock.ts";
import { readRef, refsOf } from "./read-ref.ts";
import type { Merged } from "./rests-on.ts";
import { settleMerged } from "./settle-merged.ts";
import { standsOnBase } from "./stands-on-base.ts";
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
  /** Set where it was only said what would be merged. */
  readonly dryRun?: true;
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

/** What an integration would come to; nothing is merged (I7). */
export async function wouldIntegrate(shop: Workshop, id: string): Promise<Result<Integrated>> {
  const ready = await readyToMerge(shop, id);
  if (!ready.ok) return ready;
  const { order, head, merged } = ready.value;
  const { id: name, ticket, base } = order;
  return ok({ order: name, ticket, base, commit: merged ?? head, fresh: merged === undefined, dryRun: true });
}

async function mergeInTurn(shop: Workshop, run: Run, id: string): Promise<Result<Integrated>> {
  const ready = await run.step("check", () => readyToMerge(shop, id));
  if (!ready.ok) return ready;
  const { order, head, merged: before } = ready.value;
  const { id: name, ticket, base } = order;
  const integrated = (commit: string, fresh: boolean) => ok({ order: name, ticket, base, commit, fresh });
  if (before !== undefined) return integrated(before, false);
  for (let tries = 1; tries <= MAX_LANDING_TRIES; tries += 1) {
    const merged = await run.step(`merge ${tries}`, () => mergeOnto(shop, order, head));
    if (!merged.ok) return merged;
    const { tip, onto, outside } = merged.value;
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
    return settled.ok ? integrated(outside ?? tip, outside === undefined) : settled;
  }
  return err(baseKeepsMoving({ base: order.base, tries: MAX_LANDING_TRIES }));
}

type Ready = {
  readonly order: MergeOrder;
  readonly head: string;
  /** Where it went in before. */
  readonly merged?: string;
};

async function readyToMerge(shop: Workshop, id: string): Promise<Result<Ready>> {
  const found = findOrder(shop, id);
  if (!found.ok) return found;
  const [held, tree] = await Promise.all([heldOrder(shop, id), treeOf(shop, found.value.order.branch)]);
  if (!held.ok) return mergedBefore(found.value.order) ?? held;
  const { order } = held.value.stored;
  if (order.state !== "done") return err(orderNotFinished({ id: order.id, state: order.state }));
  const stored = loadTicket(shop.backlog, order.ticket);
  if (!stored.ok) return stored;
  const inPlace = requireInPlace(stored.value.ticket, { order: order.id, verb: "integrate" });
  if (!inPlace.ok) return inPlace;
  const agreed = requireNoRefusal(stored.value.ticket, order);
  if (!agreed.ok) return agreed;
  if (!tree.ok) return (await branchGone(shop, order)) ?? tree;
  const { commit: head } = tree.value;
  const verdict = readVerdict(shop, order.id);
  if (!verdict.ok) return verdict;
  const passing = requirePassing(verdict.value, { order: order.id, head, headTree: tree.value.tree });
  if (!passing.ok) return passing;
  const { mergeBase } = verdict.value;
  if (!(await standsOnBase(shop, { base: order.base, mergeBase })))
    return err(verdictStale({ order: order.id, judged: mergeBase, now: `${order.base} without it` }));
  const { id: name, ticket, title, base, branch, worktree } = order;
  const { taking } = held.value.claim;
  return ok({ order: { id: name, ticket, title, base, branch, worktree, taking }, head });
}

/** An order that went in before, and has let go of everything since. */
function mergedBefore(order: Order): Result<Ready> | undefined {
  const { id, ticket, title, base, branch, worktree, verified_at_sha: head = "", merged_at_sha: merged } = order;
  if (order.state !== "done" || merged === undefined) return undefined;
  return ok({ order: { id, ticket, title, base, branch, worktree, taking: "" }, head, merged });
}

/** Only who found nothing asks why. */
async function branchGone(shop: Workshop, { id, branch }: Order): Promise<Result<never> | undefined> {
  const tip = await readRef(refsOf(shop), `refs/heads/${branch}`);
  return tip.ok && tip.value === undefined ? err(orderBranchGone({ id, branch })) : undefined;
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
