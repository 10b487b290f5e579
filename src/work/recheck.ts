import { type Recheck, recheckVerdict } from "../gate/recheck.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { gitSays } from "../store/git-calls.ts";
import { readVerdict } from "./verdict-file.ts";
import type { Place } from "./workshop.ts";

/** What a verdict is worth when it is held against the history of this clone. */
export interface Rechecked {
  readonly order: string;
  readonly ticket: string;
  /** What the verdict says. */
  readonly result: "passed" | "failed";
  readonly foundBy: NonNullable<Recheck["foundBy"]> | null;
  readonly commit: string | null;
  readonly landed: boolean;
  readonly findings: readonly Finding[];
}

/** Looks whether the work that a verdict speaks of is in the history; the branch may be gone, and nothing is run. */
export async function recheckOrder(place: Place, id: string): Promise<Result<Rechecked>> {
  const verdict = readVerdict(place, id);
  if (!verdict.ok) return verdict;
  const { order, ticket, result, baseBranch } = verdict.value;
  const { world, home } = place.backlog;
  const base = await nameOfBase(place, baseBranch);
  const checked = await recheckVerdict(world.git, verdict.value, { folder: home.root, base });
  if (!checked.ok) return checked;
  const { foundBy, commit, landed, findings } = checked.value;
  return ok({ order, ticket, result, foundBy: foundBy ?? null, commit: commit ?? null, landed, findings });
}

/** A fresh clone knows a branch that it has not checked out as its remote's only. */
async function nameOfBase({ backlog }: Place, branch: string): Promise<string> {
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]) {
    const args = ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`];
    if (await gitSays(backlog.world.git, { cwd: backlog.home.root, args })) return ref;
  }
  return "HEAD";
}
