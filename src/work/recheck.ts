import { type Recheck, recheckVerdict } from "../gate/recheck.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { gitSays } from "../store/git-calls.ts";
import { MERGED_VERDICT, readMergedVerdict, readVerdict } from "./verdict-file.ts";
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
  /** The same of the verdict about the merged tree; null where there is none: not merged yet, or merged outside. */
  readonly merged: Pick<Rechecked, "result" | "foundBy" | "commit" | "landed"> | null;
  /** Of both. */
  readonly findings: readonly Finding[];
}

/** Looks whether the work that a verdict speaks of is in the history; the branch may be gone, and nothing is run. */
export async function recheckOrder(place: Place, id: string): Promise<Result<Rechecked>> {
  const verdict = readVerdict(place, id);
  if (!verdict.ok) return verdict;
  const merged = readMergedVerdict(place, id);
  if (!merged.ok) return merged;
  const { order, ticket, baseBranch } = verdict.value;
  const base = await nameOfBase(place, baseBranch);
  const first = await recheckOne(place, verdict.value, { base, file: "verdict.json" });
  if (!first.ok) return first;
  if (merged.value === undefined) return ok({ order, ticket, ...first.value, merged: null });
  const second = await recheckOne(place, merged.value, { base, file: MERGED_VERDICT });
  if (!second.ok) return second;
  const { findings: more, ...told } = second.value;
  const findings = [...first.value.findings, ...more];
  return ok({ order, ticket, ...first.value, findings, merged: told });
}

type One = Pick<Rechecked, "result" | "foundBy" | "commit" | "landed" | "findings">;

async function recheckOne(
  { backlog }: Place,
  verdict: Verdict,
  at: { readonly base: string; readonly file: string },
): Promise<Result<One>> {
  const checked = await recheckVerdict(backlog.world.git, verdict, { folder: backlog.home.root, ...at });
  if (!checked.ok) return checked;
  const { foundBy = null, commit = null, landed, findings } = checked.value;
  return ok({ result: verdict.result, foundBy, commit, landed, findings });
}

/** A fresh clone knows a branch that it has not checked out as its remote's only. */
async function nameOfBase({ backlog }: Place, branch: string): Promise<string> {
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]) {
    const args = ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`];
    if (await gitSays(backlog.world.git, { cwd: backlog.home.root, args })) return ref;
  }
  return "HEAD";
}
