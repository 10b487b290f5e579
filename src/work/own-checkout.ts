import { err, ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import { offBranch, worktreeGone } from "./faults.ts";
import type { Place } from "./workshop.ts";
import { orderAt } from "./worktree.ts";

interface OwnCheckout {
  readonly order: string;
  readonly branch: string;
  /** Absolute. */
  readonly worktree: string;
}

/**
 * Checks that a folder is the order's checkout and stands on its branch. Without its `.git` file it would be a part of the main
 * checkout to git, and a commit made there would be one of the user's.
 */
export async function requireOwnCheckout(shop: Place, { order, branch, worktree }: OwnCheckout): Promise<Result<void>> {
  if (orderAt(shop, worktree) !== order) return err(worktreeGone({ id: order, path: worktree }));
  const at = await gitText(shop.backlog.world.git, {
    cwd: worktree,
    args: ["symbolic-ref", "--quiet", "--short", "HEAD"],
  });
  const found = at.ok ? at.value : "";
  return found === branch ? ok(undefined) : err(offBranch({ id: order, branch, found }));
}
