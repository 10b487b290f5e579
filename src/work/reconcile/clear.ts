import { basename } from "node:path";
import { gitSays, gitText } from "../../store/git-calls.ts";
import type { Order } from "../../store/orders/schema.ts";
import type { Workshop } from "../workshop.ts";
import { absolutePath, orderAt } from "../worktree.ts";
import { isClean, isWithin } from "./git-facts.ts";

type Piece = Pick<Order, "id" | "base" | "branch" | "worktree">;

/**
 * Removes checkout and branch of an order, each only when it holds nothing that its base lacks (I10): the tree is clean, HEAD is in the base,
 * the branch is in the base. Gives what stayed.
 */
export async function clearEnded(shop: Workshop, order: Piece): Promise<readonly string[]> {
  const path = absolutePath(shop, order.worktree);
  if (!(await clearCheckout(shop, { order, path }))) return [order.worktree, order.branch];
  return (await clearBranch(shop, order)) ? [] : [order.branch];
}

/** Whether a checkout of an order holds nothing at all. One that was cut off before it was marked has the order's name. */
export async function isSpent(shop: Workshop, { order, path }: { order: Piece; path: string }): Promise<boolean> {
  if ((orderAt(shop, path) ?? basename(path)) !== order.id || !(await isClean(shop, path))) return false;
  const head = await gitText(shop.backlog.world.git, { cwd: path, args: ["rev-parse", "--verify", "--quiet", "HEAD"] });
  return head.ok && isWithin(shop, head.value, `refs/heads/${order.base}`);
}

async function clearCheckout(shop: Workshop, piece: { order: Piece; path: string }): Promise<boolean> {
  const { files, git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  if (files.stat(piece.path) === undefined) {
    // Its files went first: git's record of it would keep the branch as checked out.
    await git.run({ cwd, args: ["worktree", "remove", "--force", piece.path] });
    return true;
  }
  if (!(await isSpent(shop, piece))) return false;
  // Without --force: git looks once more, and a tree that is not clean stays.
  return gitSays(git, { cwd, args: ["worktree", "remove", piece.path] });
}

async function clearBranch(shop: Workshop, { base, branch }: Piece): Promise<boolean> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  if (branch === "" || branch === base) return true;
  const ref = `refs/heads/${branch}`;
  const tip = await gitText(git, { cwd, args: ["rev-parse", "--verify", "--quiet", ref] });
  if (!tip.ok || tip.value === "") return true;
  if (!(await isWithin(shop, tip.value, `refs/heads/${base}`))) return false;
  return gitSays(git, { cwd, args: ["update-ref", "-d", ref, tip.value] });
}
