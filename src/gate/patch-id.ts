import type { Git } from "../ports/git.ts";
import { ok, type Result } from "../std/result.ts";
import { gitText } from "./_git.ts";

/** The id of a patch, the same wherever the patch is applied; empty for a patch that changes nothing. */
export async function patchIdOf(git: Git, cwd: string, patch: Uint8Array): Promise<Result<string>> {
  if (patch.length === 0) return ok("");
  const printed = await gitText(git, { cwd, args: ["patch-id", "--stable"], input: patch });
  return printed.ok ? ok(printed.value.split(" ")[0] ?? "") : printed;
}
