import { gitSays } from "../store/git-calls.ts";
import { branchTip } from "./read-ref.ts";
import type { Workshop } from "./workshop.ts";

interface Ground {
  readonly base: string;
  /** The commit on top of which the work was proven. */
  readonly mergeBase: string;
}

/** Whether a base still has what a proof began from. Where it was moved back, a merge would bring along what was taken out of it. */
export async function standsOnBase(
  { backlog }: Pick<Workshop, "backlog">,
  { base, mergeBase }: Ground,
): Promise<boolean> {
  const tip = await branchTip({ backlog }, base);
  if (!tip.ok || tip.value === mergeBase) return true;
  const args = ["merge-base", "--is-ancestor", mergeBase, tip.value];
  return gitSays(backlog.world.git, { cwd: backlog.home.root, args });
}
