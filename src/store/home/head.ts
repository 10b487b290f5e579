import { dirname, join, resolve } from "node:path";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { homeElsewhere } from "../faults.ts";
import { readLine } from "../state-file.ts";
import { BACKLOG_REF, type Home } from "./home.ts";

/** Refuses to write while somebody has the backlog's worktree on an older commit or another branch. */
export function checkHead(files: Files, home: Home): Result<void> {
  if (home.kind !== "branch") return ok(undefined);
  const gitDir = worktreeGitDir(files, home);
  const head = gitDir === undefined ? undefined : readLine(files, join(gitDir, "HEAD"));
  if (head === undefined || head === `ref: ${BACKLOG_REF}`) return ok(undefined);
  return err(homeElsewhere({ folder: home.folder, head: head.replace("ref: refs/heads/", "").slice(0, 40) }));
}

/** Git's private folder of the backlog's worktree (index, HEAD). */
export function worktreeGitDir(files: Files, home: Home): string | undefined {
  const dotGit = readLine(files, join(home.folder, ".git"));
  return dotGit?.startsWith("gitdir: ") === true ? resolve(home.folder, dotGit.slice("gitdir: ".length)) : undefined;
}

/** Whether the backlog's worktree and git still know each other; after a repository was moved or copied they do not. */
export function worktreeStanding(files: Files, home: Home): "stands" | "moved" | "copied" {
  const gitDir = home.kind === "branch" ? worktreeGitDir(files, home) : undefined;
  if (gitDir === undefined) return "stands";
  if (files.stat(gitDir) === undefined) return "moved";
  return isRecordOf(files, home, gitDir) ? "stands" : "copied";
}

/** Whether git's record of a worktree belongs to this repository; paths through links are the same place. */
export function isRecordOf(files: Files, { gitFolder }: Home, gitDir: string): boolean {
  if (gitFolder === undefined) return false;
  const owner = dirname(dirname(gitDir));
  return owner === gitFolder || files.realPath(owner) === files.realPath(gitFolder);
}
