import type { Files } from "../ports/files.ts";
import type { Git, GitAnswer } from "../ports/git.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import { ask } from "./_proof-trees.ts";
import { askToAddWorktree } from "./add-worktree.ts";
import { proofFolderFailed } from "./faults.ts";

interface Reach {
  readonly git: Git;
  readonly files: Files;
  /** Any worktree of the repository. */
  readonly worktree: string;
}

interface Wanted<Value> {
  readonly folder: string;
  readonly commit: string;
  readonly use: () => Promise<Result<Value>>;
}

/**
 * Gives a detached worktree with the files of a commit, and takes it away again. Each phase of a proof has a folder of its own:
 * what a tool caches beside the sources, by time and size, must not outlive them.
 */
export async function inProofFolder<Value>(
  reach: Reach,
  { folder, commit, use }: Wanted<Value>,
): Promise<Result<Value>> {
  await takeAway(reach, folder);
  const args = ["worktree", "add", "--quiet", "--detach", "--force", folder, commit];
  const made = await askToAddWorktree(reach.git, { cwd: reach.worktree, args });
  const refused = made.ok ? refusal(made.value, args) : made.fault;
  const used = refused === undefined ? await use() : err(refused);
  const gone = await takeAway(reach, folder);
  return used.ok && !gone.ok ? gone : used;
}

const refusal = ({ code, stderr }: GitAnswer, args: readonly string[]): Fault | undefined =>
  code === 0 ? undefined : proofFolderFailed({ args, reason: stderr.trim() || `exit ${code}` });

/**
 * Also what an earlier proof left that was cut off. Nothing there is anybody's work. Only this worktree is taken from git's list
 * (I10): to prune would forget those of the user that lie on a disk which is not there just now.
 */
async function takeAway({ git, files, worktree }: Reach, folder: string): Promise<Result<void>> {
  const removed = files.stat(folder) === undefined ? ok(undefined) : files.removeFolder(folder);
  if (!removed.ok) return removed;
  // Git says no when it does not know the folder, which is as well.
  const forgotten = await git.run({ cwd: worktree, args: ["worktree", "remove", "--force", "--force", folder] });
  return forgotten.ok ? ok(undefined) : forgotten;
}

/** Paths in a folder that are not as the commit has them, each with git's two letters; ignored files do not count. */
export async function unlikeCommit(git: Git, folder: string): Promise<Result<ReadonlyMap<string, string>>> {
  const args = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"];
  const listed = await ask(git, { cwd: folder, args });
  if (!listed.ok) return listed;
  const lines = listed.value.split("\0").filter((line) => line.length > 3);
  return ok(new Map(lines.map((line) => [line.slice(3), line.slice(0, 2)])));
}
