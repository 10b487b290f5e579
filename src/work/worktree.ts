import { isAbsolute, join, relative, resolve } from "node:path";
import { err, ok, type Result } from "../std/result.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import { hideFromCode } from "../store/home/attach.ts";
import { isRecordOf } from "../store/home/head.ts";
import { readLine } from "../store/state-file.ts";
import { addWorktree } from "./add-worktree.ts";
import { gitDirOf } from "./base-checkout.ts";
import { discardCheckout } from "./discard-checkout.ts";
import { orderBranchTaken } from "./faults.ts";
import type { Place, Workshop } from "./workshop.ts";

/** The file in a worktree's private git folder that says whose it is: what tells an order's checkout from any other. */
const ORDER_MARK = "docket-order";

const NOTHING = "0".repeat(40);

export interface Checkout {
  readonly order: string;
  readonly branch: string;
  /** Absolute. */
  readonly path: string;
  /** Commit it begins at. */
  readonly from: string;
}

/** Where the checkout of an order goes. */
export function worktreePath({ backlog, settings }: Workshop, order: string): string {
  const { root } = backlog.home;
  const place = settings.worktrees.place;
  return join(isAbsolute(place) ? place : resolve(root, place), order);
}

/** The path as it is recorded: from the main checkout's root, so that a moved repository keeps its orders. */
export const recordedPath = ({ backlog }: Workshop, path: string): string => relative(backlog.home.root, path);

/** The absolute path of a recorded one. */
export const absolutePath = ({ backlog }: Place, recorded: string): string => resolve(backlog.home.root, recorded);

/** Makes the branch. One that is there already is somebody's and stays as it is, unless it was made for this order. */
export async function makeBranch(shop: Workshop, { order, branch, from }: Checkout): Promise<Result<void>> {
  const { backlog } = shop;
  const { git } = backlog.world;
  const cwd = backlog.home.root;
  const ref = `refs/heads/${branch}`;
  const args = ["update-ref", "--create-reflog", "-m", madeFor(order), ref, from, NOTHING.slice(0, from.length)];
  const made = await git.run({ cwd, args });
  if (!made.ok) return made;
  if (made.value.code === 0) return ok(undefined);
  const stands = await gitText(git, { cwd, args: ["rev-parse", "--verify", "--quiet", ref] });
  return stands.ok && stands.value === from && (await wasMadeFor(shop, order, branch))
    ? ok(undefined)
    : err(orderBranchTaken({ branch }));
}

const madeFor = (order: string): string => `docket: take ${order}`;

/** Whether a branch begins with what makeBranch noted: git keeps that for a time, and a take that failed is undone at once. */
export async function wasMadeFor({ backlog }: Workshop, order: string, branch: string): Promise<boolean> {
  const noted = await gitText(backlog.world.git, {
    cwd: backlog.home.root,
    args: ["reflog", "show", "--format=%gs", `refs/heads/${branch}`, "--"],
  });
  return noted.ok && noted.value.split("\n").at(-1) === madeFor(order);
}

/** Makes the checkout; one that a crash left half made is made again. */
export async function makeWorktree(shop: Workshop, checkout: Checkout): Promise<Result<void>> {
  const { files, git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  if (orderAt(shop, checkout.path) === checkout.order) return ok(undefined);
  await unlockHalfMade(shop, checkout.path);
  if (files.stat(checkout.path) !== undefined) {
    const cleared = await gitText(git, { cwd, args: ["worktree", "remove", "--force", checkout.path] });
    if (!cleared.ok && files.stat(checkout.path) !== undefined) return cleared;
  }
  const hidden = hidePlace(shop);
  if (!hidden.ok) return hidden;
  // Git's record of a checkout that is gone is in the way of a new one there. Only this one: a prune also takes away what another
  // process is about to add, and the records of disks that are not mounted.
  await git.run({ cwd, args: ["worktree", "remove", "--force", checkout.path] });
  const added = await addWorktree(git, {
    cwd,
    args: ["-c", "checkout.workers=2", "worktree", "add", "--quiet", checkout.path, checkout.branch],
  });
  if (!added.ok) return added;
  return markCheckout(shop, checkout);
}

/** Git locks a checkout while it makes it; where it was killed over that, the lock stays. A lock with another reason is a person's. */
export async function unlockHalfMade({ backlog }: Place, path: string): Promise<void> {
  const { git } = backlog.world;
  const cwd = backlog.home.root;
  const listed = await gitText(git, { cwd, args: ["worktree", "list", "--porcelain"] });
  const blocks = listed.ok ? listed.value.split("\n\n").map((block) => block.split("\n")) : [];
  const isHalfMade = blocks.some((lines) => lines[0] === `worktree ${path}` && lines.includes("locked initializing"));
  if (isHalfMade) await git.run({ cwd, args: ["worktree", "unlock", path] });
}

/** Checkouts inside the main one are nothing to add or to clean there. */
function hidePlace({ backlog, settings }: Workshop): Result<void> {
  const { home, world } = backlog;
  const place = relative(home.root, resolve(home.root, settings.worktrees.place));
  if (place === "" || place.startsWith("..") || isAbsolute(place) || home.root === home.gitFolder) return ok(undefined);
  return hideFromCode(world.files, home.gitFolder, `/${place}/`);
}

function markCheckout({ backlog }: Workshop, { path, order }: Checkout): Result<void> {
  const { files } = backlog.world;
  const gitDir = gitDirOf(files, path);
  if (gitDir === undefined) return ok(undefined);
  return files.writeAtomic(join(gitDir, ORDER_MARK), new TextEncoder().encode(`${order}\n`));
}

/** The order whose checkout a folder is the top of. */
export function orderAt({ backlog }: Place, folder: string): string | undefined {
  const { files } = backlog.world;
  const gitDir = gitDirOf(files, folder);
  // Of a repository that was copied, a checkout may still be the original's.
  if (gitDir === undefined || !isRecordOf(files, backlog.home, gitDir)) return undefined;
  return readLine(files, join(gitDir, ORDER_MARK));
}

/** Removes a checkout and says whether it did; one with work that is not in git stays, unless nothing in it can be work (I10). */
export async function removeWorktree(
  shop: Workshop,
  path: string,
  when: "all is in git" | "whatever is in it",
): Promise<boolean> {
  const { git, files } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  if (files.stat(path) === undefined) {
    await git.run({ cwd, args: ["worktree", "remove", "--force", path] });
    return true;
  }
  if (when === "all is in git") return discardCheckout(shop, path);
  return gitSays(git, { cwd, args: ["worktree", "remove", "--force", path] });
}

/** Removes a branch that still stands where it was made; one with commits stays (I10). */
export function removeBranch({ backlog }: Workshop, { branch, from }: Checkout): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  return gitSays(backlog.world.git, { cwd: backlog.home.root, args: ["update-ref", "-d", ref, from] });
}
