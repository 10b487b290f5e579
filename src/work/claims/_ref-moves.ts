import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { ok, type Result } from "../../std/result.ts";
import { DEAD_GIT_LOCK_MS } from "../../store/limits.ts";
import type { Place } from "./_claim-commits.ts";

/** One line of a ref transaction. `from` undefined: the ref must not be there; `to` undefined: it goes. */
export interface RefMove {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface RefTransaction {
  readonly moves: readonly RefMove[];
  /** Lines of `verify`: what must stand still meanwhile. */
  readonly guard?: string;
  /** For the reflog of branches. */
  readonly note?: string;
}

/** Every ref of these moves, or none of them: git compares each with what it should be, and holds all their locks meanwhile. */
export async function moveRefs(
  { git, cwd }: Place,
  { moves, guard = "", note = "docket: claim" }: RefTransaction,
): Promise<Result<"moved" | "refused">> {
  const input = ["start\n", guard, ...moves.map(moveLine), "prepare\n", "commit\n"].join("");
  const answer = await git.run({ cwd, args: ["update-ref", "-m", note, "--stdin"], input });
  if (!answer.ok) return answer;
  return ok(answer.value.code === 0 ? "moved" : "refused");
}

/** For a transaction that shall happen only while the ref stands where we saw it. */
export const verifyLine = (ref: string, commit: string): string => `verify ${ref} ${commit}\n`;

function moveLine({ ref, from, to }: RefMove): string {
  if (to === undefined) return from === undefined ? "" : `delete ${ref} ${from}\n`;
  return from === undefined ? `create ${ref} ${to}\n` : `update ${ref} ${to} ${from}\n`;
}

/** A machine that went down in the middle of a git call leaves git's lock files; no call that moves refs takes so long. */
export function removeDeadLocks(files: Files, gitFolder: string, refs: readonly string[]): void {
  for (const ref of [...refs, "packed-refs"]) {
    const path = join(gitFolder, `${ref}.lock`);
    const stat = files.stat(path);
    if (stat !== undefined && files.stampMs() - stat.mtimeMs > DEAD_GIT_LOCK_MS) files.remove(path);
  }
}
