import { ok, type Result } from "../std/result.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import { queueRef } from "./land.ts";
import { mergeOf } from "./merge-of.ts";
import type { MergeOrder } from "./merge-order.ts";
import { mergeWork } from "./merge-work.ts";
import { findOrder } from "./order.ts";
import { branchTip, readRef, refsOf } from "./read-ref.ts";
import type { Merged } from "./rests-on.ts";
import { sendBack } from "./send-back.ts";
import type { Workshop } from "./workshop.ts";

/** What there is to put on top of a base, or the commit by which it came there already, past this program. */
export type MergedOnto = Merged & { readonly outside?: string };

/** Merges onto the end of the queue where one waits before the base, else onto the base itself. */
export async function mergeOnto(shop: Workshop, order: MergeOrder, head: string): Promise<Result<MergedOnto>> {
  const { git } = shop.backlog.world;
  const end = await queueEnd(shop, order.base);
  if (!end.ok) return end;
  const onto = end.value;
  const cwd = shop.backlog.home.root;
  const ontoTree = await gitText(git, { cwd, args: ["rev-parse", `${onto}^{tree}`] });
  if (!ontoTree.ok) return ontoTree;
  const standing = { tip: onto, onto, tree: ontoTree.value };
  // A crash after publishing, or a landing that had to wait: the work is in the queue already.
  if (await gitSays(git, { cwd, args: ["merge-base", "--is-ancestor", head, onto] })) return ok(standing);
  const merged = await mergeWork(shop, order, { head, onto });
  const isConflict = !merged.ok && merged.fault.code === "merge-conflict";
  // Nothing to bring, or lines that were changed since: a squash or a pull request may have brought it.
  const outside = isConflict || (merged.ok && merged.value.tree === ontoTree.value);
  const came = outside ? await cameAlready(shop, order, head) : undefined;
  if (came !== undefined) return ok({ ...standing, outside: came });
  if (merged.ok) return ok({ ...merged.value, onto });
  if (!isConflict) return merged;
  const back = await sendBack(shop, order, { reason: merged.fault.message });
  return back.ok ? merged : back;
}

async function cameAlready(shop: Workshop, { id }: MergeOrder, head: string): Promise<string | undefined> {
  const found = findOrder(shop, id);
  return found.ok ? mergeOf(shop, found.value.order, head) : undefined;
}

/** Where the next work goes on top: the queue's tip when it is ahead of the base. */
export async function queueEnd({ backlog }: Pick<Workshop, "backlog">, base: string): Promise<Result<string>> {
  const { git } = backlog.world;
  const cwd = backlog.home.root;
  const tip = await branchTip({ backlog }, base);
  if (!tip.ok) return tip;
  const queue = await readRef(refsOf({ backlog }), queueRef(base));
  if (!queue.ok) return queue;
  if (queue.value === undefined) return tip;
  const ahead = await gitSays(git, { cwd, args: ["merge-base", "--is-ancestor", tip.value, queue.value] });
  return ahead ? ok(queue.value) : tip;
}
