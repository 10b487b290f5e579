import { askToAddWorktree } from "../gate/add-worktree.ts";
import type { Git, GitCall } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitFailed } from "../store/faults.ts";

/** Runs `git worktree add`, as often as it takes beside others who do; a refusal is the fault `git-failed`. */
export async function addWorktree(git: Git, call: GitCall): Promise<Result<void>> {
  const answer = await askToAddWorktree(git, call);
  if (!answer.ok) return answer;
  const { code, stderr } = answer.value;
  return code === 0 ? ok(undefined) : err(gitFailed({ args: call.args, stderr }));
}
