import { isAbsolute, join, relative, resolve } from "node:path";
import { err, ok, type Result } from "../std/result.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import { hideFromCode } from "../store/home/attach.ts";
import { readLine } from "../store/state-file.ts";
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

/** Makes the branch. One that is there already and stands elsewhere is somebody's work and stays as it is. */
export async function makeBranch({ backlog }: Workshop, { branch, from }: Checkout): Promise<Result<void>> {
  const { git } = backlog.world;
  const cwd = backlog.home.root;
  const ref = `refs/heads/${branch}`;
  const made = await git.run({ cwd, args: ["update-ref", ref, from, NOTHING.slice(0, from.length)] });
  if (!made.ok) return made;
  if (made.value.code === 0) return ok(undefined);
  const stands = await gitText(git, { cwd, args: ["rev-parse", "--verify", "--quiet", ref] });
  return stands.ok && stands.value === from ? ok(undefined) : err(orderBranchTaken({ branch }));
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
  await git.run({ cwd, args: ["worktree", "prune"] });
  const added = await gitText(git, {
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
  const gitDir = gitFolderOf(files, path);
  if (gitDir === undefined) return ok(undefined);
  return files.writeAtomic(join(gitDir, ORDER_MARK), new TextEncoder().encode(`${order}\n`));
}

/** The order whose checkout a folder is the top of. */
export function orderAt({ backlog }: Place, folder: string): string | undefined {
  const gitDir = gitFolderOf(backlog.world.files, folder);
  return gitDir === undefined ? undefined : readLine(backlog.world.files, join(gitDir, ORDER_MARK));
}

type Files = Workshop["backlog"]["world"]["files"];

/** The private git folder of a linked checkout. */
export function gitFolderOf(files: Files, folder: string): string | undefined {
  const line = readLine(files, join(folder, ".git"));
  return line?.startsWith("gitdir: ") === true ? resolve(folder, line.slice("gitdir: ".length)) : undefined;
}

/** Removes a checkout and says whether it did; one with work that is not in git stays, unless nothing in it can be work (I10). */
export async function removeWorktree(
  shop: Workshop,
  path: string,
  when: "all is in git" | "whatever is in it",
): Promise<boolean> {
  const { git, files } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  if (files.stat(path) === undefined) return gitSays(git, { cwd, args: ["worktree", "prune"] });
  const force = when === "whatever is in it" ? ["--force"] : [];
  return gitSays(git, { cwd, args: ["worktree", "remove", ...force, path] });
}

/** Removes a branch that still stands where it was made; one with commits stays (I10). */
export function removeBranch({ backlog }: Workshop, { branch, from }: Checkout): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  return gitSays(backlog.world.git, { cwd: backlog.home.root, args: ["update-ref", "-d", ref, from] });
}
