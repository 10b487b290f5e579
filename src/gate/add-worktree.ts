import type { Git, GitAnswer, GitCall } from "../ports/git.ts";
import type { Result } from "../std/result.ts";

/** How often git is asked again; another process writes its few bytes long before. */
const MAX_TRIES = 20;

/**
 * Runs `git worktree add`. Git looks at the records of all worktrees first and dies over one that another process is just writing,
 * before it has made anything: it is asked again. What it says at last is the caller's to judge.
 */
export async function askToAddWorktree(git: Git, call: GitCall): Promise<Result<GitAnswer>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await git.run(call);
    const isRefused = answer.ok && answer.value.code !== 0;
    if (!isRefused || tries >= MAX_TRIES || !isHalfWritten(answer.value.stderr)) return answer;
  }
}

/** Not for people: git has no code for it. */
const isHalfWritten = (message: string): boolean => /failed to read \S*worktrees\/[^/]+\/commondir/.test(message);
