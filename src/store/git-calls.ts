import type { Git, GitCall } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitFailed } from "./faults.ts";

/** Runs git and gives its output as text; a non-zero exit is the fault `git-failed`. */
export async function gitText(git: Git, call: GitCall): Promise<Result<string>> {
  const answer = await git.run(call);
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code !== 0) return err(gitFailed({ args: call.args, stderr }));
  return ok(new TextDecoder().decode(stdout).trimEnd());
}

/** Whether a git call that answers by its exit code says yes. */
export async function gitSays(git: Git, call: GitCall): Promise<boolean> {
  const answer = await git.run(call);
  return answer.ok && answer.value.code === 0;
}
