import type { Git } from "../ports/git.ts";
import type { Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";

/** How often git is asked again; another process writes its few bytes long before. */
const MAX_TRIES = 20;

/**
 * Runs `git worktree add`. Git looks at the records of all worktrees first and dies over one that another process is just writing,
 * before it has made anything: it is asked again.
 */
export async function addWorktree(
  git: Git,
  call: { readonly cwd: string; readonly args: readonly string[] },
): Promise<Result<string>> {
  for (let tries = 1; ; tries += 1) {
    const added = await gitText(git, call);
    if (added.ok || tries >= MAX_TRIES || !isHalfWritten(added.fault.message)) return added;
  }
}

/** Not for people: git has no code for it. */
const isHalfWritten = (message: string): boolean => /failed to read \S*worktrees\/[^/]+\/commondir/.test(message);
