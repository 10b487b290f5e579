import { join } from "node:path";
import { gitSays, gitText } from "../store/git-calls.ts";
import { gitDirOf } from "./base-checkout.ts";
import type { Place } from "./workshop.ts";

/** Where checkouts lie that are being deleted. */
export const trashFolder = ({ backlog }: Place): string => join(backlog.home.privateFolder, "trash");

/**
 * What `git worktree remove` does, and refuses (I10): but the files are only put aside, and deleted while others go on. In a large
 * checkout that takes longer than all the rest of a merge. Where git might see more than is looked at here, git does it.
 */
export async function discardCheckout(shop: Place, path: string): Promise<boolean> {
  const { git, files } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const [isClean, isAlone] = await Promise.all([isAllInGit(shop, path), holdsNoRepository(shop, path)]);
  if (!isClean) return false;
  const isAside = isAlone && isPlain(shop, path) && files.discardFolder(path, trashFolder(shop)).ok;
  // Of a folder that is gone nothing but git's record is left to remove.
  return gitSays(git, { cwd, args: ["worktree", "remove", ...(isAside ? ["--force"] : []), path] });
}

/** A linked checkout that nobody locked and that has no repositories of others in it. */
function isPlain({ backlog }: Place, path: string): boolean {
  const { files } = backlog.world;
  const gitDir = gitDirOf(files, path);
  return gitDir !== undefined && !["locked", "modules"].some((name) => files.stat(join(gitDir, name)) !== undefined);
}

/** Untracked files count whatever this clone is set to: git's own look would leave them out. */
async function isAllInGit({ backlog }: Place, path: string): Promise<boolean> {
  const args = ["status", "--porcelain", "--ignore-submodules=none", "--untracked-files=normal"];
  const status = await gitText(backlog.world.git, { cwd: path, args });
  return status.ok && status.value === "";
}

async function holdsNoRepository({ backlog }: Place, path: string): Promise<boolean> {
  const entries = await gitText(backlog.world.git, { cwd: path, args: ["ls-files", "--stage", "-z"] });
  return entries.ok && !COMMIT_OF_ANOTHER.test(entries.value);
}

/** An entry of the index that is a commit of another repository. */
const COMMIT_OF_ANOTHER = /(?:^|\0)160000 /;
