import type { Git, GitCall } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { changeUnreadable } from "./faults.ts";

/** Runs git and gives what it prints; a non-zero exit is the fault `change-unreadable`. */
export async function gitBytes(git: Git, call: GitCall): Promise<Result<Uint8Array>> {
  const answer = await git.run(call);
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code !== 0) return err(changeUnreadable({ args: call.args, reason: stderr.trim() || `exit ${code}` }));
  return ok(stdout);
}

/** The same as text, without the line end at its end. */
export async function gitText(git: Git, call: GitCall): Promise<Result<string>> {
  const bytes = await gitBytes(git, call);
  return bytes.ok ? ok(textOf(bytes.value).trimEnd()) : bytes;
}

/**
 * Git that shows the objects themselves: a repository may say locally that one object is to be shown in the place of another, or
 * that a commit has other parents, and the branch under test must not speak through that.
 */
export const plainGit = (git: Git): Git => ({
  run: (call) => git.run({ ...call, env: { GIT_NO_REPLACE_OBJECTS: "1", GIT_GRAFT_FILE: "/dev/null", ...call.env } }),
});

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
