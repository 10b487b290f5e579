import { lookAgain } from "../gate/read-change.ts";
import { requirePassing } from "../gate/verdict/standing.ts";
import { ok, type Result } from "../std/result.ts";
import type { Held } from "./order.ts";
import { branchTip } from "./read-ref.ts";
import { standsOnBase } from "./stands-on-base.ts";
import { readVerdict } from "./verdict-file.ts";
import type { Workshop } from "./workshop.ts";

/** The head for which a passing verdict stands, and nothing lies beside it in the checkout. */
export async function standingProof(shop: Workshop, { stored, worktree }: Held): Promise<Result<string | undefined>> {
  const verdict = readVerdict(shop, stored.order.id);
  if (!verdict.ok) return verdict.fault.code === "verdict-edited" ? verdict : ok(undefined);
  const { git, files } = shop.backlog.world;
  const looked = await lookAgain(git, files, worktree);
  if (!looked.ok) return looked;
  const { head = "", dirty } = looked.value;
  const tip = await branchTip(shop, stored.order.branch);
  // A branch that is gone or elsewhere is told by the proof, which is made anew.
  const isAtHead = tip.ok && tip.value === head;
  const stands = dirty.length === 0 && isAtHead && requirePassing(verdict.value, { order: stored.order.id, head }).ok;
  const { mergeBase } = verdict.value;
  return ok(stands && (await standsOnBase(shop, { base: stored.order.base, mergeBase })) ? head : undefined);
}
