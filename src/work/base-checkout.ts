import { join, resolve } from "node:path";
import { ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import { readLine } from "../store/state-file.ts";
import type { Place } from "./workshop.ts";

/** A folder that has a branch checked out, or will have it again when what git does there is over. */
export interface BaseCheckout {
  readonly folder: string;
  /** What git is in the middle of; then the branch is not to be moved under it. */
  readonly busy: "rebased" | "bisected" | undefined;
}

/** Finds the checkout of a branch. */
export async function checkoutOf({ backlog }: Place, branch: string): Promise<Result<BaseCheckout | undefined>> {
  const { git, files } = backlog.world;
  const listed = await gitText(git, { cwd: backlog.home.root, args: ["worktree", "list", "--porcelain"] });
  if (!listed.ok) return listed;
  for (const block of listed.value.split("\n\n")) {
    const lines = block.split("\n");
    const folder = lines.find((line) => line.startsWith("worktree "))?.slice("worktree ".length);
    if (folder === undefined || lines.includes("bare") || files.stat(folder) === undefined) continue;
    const busy = lines.includes("detached") ? comesBackTo(files, folder, branch) : undefined;
    if (busy !== undefined || lines.includes(`branch refs/heads/${branch}`)) return ok({ folder, busy });
  }
  return ok(undefined);
}

type Files = Place["backlog"]["world"]["files"];

/** While git rebases or bisects, HEAD is on no branch, and a file says which one it will be on afterwards. */
function comesBackTo(files: Files, folder: string, branch: string): BaseCheckout["busy"] {
  const at = gitDirOf(files, folder) ?? join(folder, ".git");
  const rebased = ["rebase-merge", "rebase-apply"].some(
    (state) => readLine(files, join(at, state, "head-name")) === `refs/heads/${branch}`,
  );
  if (rebased) return "rebased";
  return readLine(files, join(at, "BISECT_START")) === branch ? "bisected" : undefined;
}

/** The private git folder of a checkout whose `.git` is a file that names it. */
export function gitDirOf(files: Files, folder: string): string | undefined {
  const line = readLine(files, join(folder, ".git"));
  return line?.startsWith("gitdir: ") === true ? resolve(folder, line.slice("gitdir: ".length)) : undefined;
}
