import { join } from "node:path";
import { err, ok, type Result } from "../std/result.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import { readLine } from "../store/state-file.ts";
import { gitDirOf } from "./base-checkout.ts";
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
  const found = await branchAt(shop, worktree);
  if (found === branch) return ok(undefined);
  const args = ["show-ref", "--verify", "--quiet", `refs/heads/${branch}`];
  const isGone = !(await gitSays(shop.backlog.world.git, { cwd: worktree, args }));
  return err(offBranch({ id: order, branch, found, isGone }));
}

/** The branch a linked checkout is on; empty when it is on none. */
async function branchAt({ backlog }: Place, worktree: string): Promise<string> {
  const { files, git } = backlog.world;
  const gitDir = gitDirOf(files, worktree);
  const line = gitDir === undefined ? undefined : readLine(files, join(gitDir, "HEAD"));
  // Where refs are not kept in files, this one says a name that no branch can have.
  const named = line?.startsWith(BRANCH) === true ? line.slice(BRANCH.length) : undefined;
  if (named !== undefined && !named.startsWith(".")) return named;
  const said = await gitText(git, { cwd: worktree, args: ["symbolic-ref", "--quiet", "--short", "HEAD"] });
  return said.ok ? said.value : "";
}

const BRANCH = "ref: refs/heads/";
