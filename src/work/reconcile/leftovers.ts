import { join } from "node:path";
import { ok, type Result } from "../../std/result.ts";
import { isOrderId } from "../../store/orders/order-id.ts";
import { orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { freePorts, portHolders } from "../ports.ts";
import { runFolder, runsFolder, type Workshop } from "../workshop.ts";
import { absolutePath, unlockHalfMade } from "../worktree.ts";
import { clearEnded, isSpent } from "./clear.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import { isWithin } from "./git-facts.ts";
import { hasClaim, isBusy, isOpenOrder, orderOf, type Survey } from "./survey.ts";

/** What runs that died left lying about. */
export const checkLeftovers: Check = async (shop, seen) => {
  const merged = seen.orders.filter(({ merged_at_sha }) => merged_at_sha !== undefined);
  const spent = await Promise.all(merged.map((order) => judgeMergedOne(shop, seen, order)));
  return [...scratch(shop, seen), ...ports(shop, seen), ...spent.flat()];
};

/** Folders of a run that hold private worktrees; nothing in them is anybody's work. */
const SCRATCH = ["merged", "rebase", "proof"] as const;

function scratch(shop: Workshop, seen: Survey): readonly Disagreement[] {
  const { files } = shop.backlog.world;
  const listed = files.list(runsFolder(shop));
  const orders = listed.ok ? listed.value.filter((name) => isOrderId(name) && !isBusy(shop, seen, name)).sort() : [];
  return orders.flatMap((order) =>
    SCRATCH.flatMap((name) => {
      const folder = join(runFolder(shop, order), name);
      const lost = seen.checkouts.filter(({ path }) => path === folder || path.startsWith(`${folder}/`));
      // A proof keeps its folder and takes the tree in it away.
      const tree = name === "proof" ? join(folder, "tree") : folder;
      if (files.stat(tree) === undefined && lost.length === 0) return [];
      const told = { subject: `${order}/${name}`, file: `runs/${order}/${name}` };
      const message = `a ${name === "proof" ? "proof" : "merge"} of ${order} was cut off and left its private worktree`;
      const act = () => clearScratch(shop, { folder, paths: lost.map(({ path }) => path) });
      return [disagreement("scratch-left", { ...told, message }, { action: "remove it", act })];
    }),
  );
}

async function clearScratch(
  shop: Workshop,
  { folder, paths }: { folder: string; paths: readonly string[] },
): Promise<Result<unknown>> {
  const { files, git } = shop.backlog.world;
  for (const path of paths) await unlockHalfMade(shop, path);
  const removed = files.removeFolder(folder);
  if (!removed.ok) return removed;
  return git.run({ cwd: shop.backlog.home.root, args: ["worktree", "prune"] });
}

function ports(shop: Workshop, seen: Survey): readonly Disagreement[] {
  return portHolders(shop).flatMap((id) => {
    const order = orderOf(seen, id);
    const isUsed = order === undefined ? hasClaim(seen, id) : isOpenOrder(order);
    if (isUsed || isBusy(shop, seen, id) || seen.unreadable.some((one) => one.id === id)) return [];
    const told = { subject: id, file: "ports.json", message: `a block of ports is still kept for ${id}` };
    return [disagreement("ports-left", told, { action: "free it", act: () => freePorts(shop, id) })];
  });
}

/** Checkout and branch of a merged order, where its end was cut off before they went. With work in them they stay, in silence. */
async function judgeMergedOne(shop: Workshop, seen: Survey, order: Order): Promise<readonly Disagreement[]> {
  if (isBusy(shop, seen, order.id) || hasClaim(seen, order.id)) return [];
  const path = absolutePath(shop, order.worktree);
  const isThere = shop.backlog.world.files.stat(path) !== undefined;
  if (!isThere && !seen.branches.has(order.branch)) return [];
  const tip = seen.branches.get(order.branch);
  const isSpentNow = isThere
    ? await isSpent(shop, { order, path })
    : tip !== undefined && tip === order.verified_at_sha && (await isWithin(shop, tip, `refs/heads/${order.base}`));
  if (!isSpentNow) return [];
  const told = { subject: order.id, file: orderPath(order.id) };
  const message = `${order.id} is merged, and ${isThere ? `its worktree ${order.worktree}` : `its branch ${order.branch}`} is still there`;
  return [disagreement("checkout-left", { ...told, message }, { action: "remove it", act: () => clear(shop, order) })];
}

async function clear(shop: Workshop, order: Order): Promise<Result<unknown>> {
  await clearEnded(shop, order);
  return ok(null);
}
