import { join } from "node:path";
import type { Change } from "../gate/change.ts";
import { readChange } from "../gate/read-change.ts";
import { ok, type Result } from "../std/result.ts";
import { orderPath } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { branchTip } from "./read-ref.ts";
import type { Place, Workshop } from "./workshop.ts";
import { absolutePath, orderAt } from "./worktree.ts";

/** What reading a change needs of all that is at hand. */
type Bench = Pick<Workshop, "backlog">;

/** A change that is being read before it is known whether it is to be proven. */
export interface Ahead {
  /** Where the branch and its base stood before. */
  readonly tips: string;
  readonly change: Promise<Result<Change>>;
}

/**
 * Begins to read what an order changed: git looks at every file of the checkout while this program still finds out who holds the order.
 * Nothing is written, and what was read counts only by stillStands. Whoever begins it waits for it, whatever comes of the rest.
 */
export async function readAhead(shop: Bench, order: Order): Promise<Ahead | undefined> {
  const worktree = absolutePath(shop, order.worktree);
  if (orderAt(shop, worktree) !== order.id || hasVerdict(shop, order.id)) return undefined;
  const tips = await tipsOf(shop, order);
  return tips === undefined ? undefined : { tips, change: readOrderChange(shop, order) };
}

/** Reads what an order changed where it stands. */
export async function readOrderChange(shop: Bench, order: Order): Promise<Result<Change>> {
  const { git, files } = shop.backlog.world;
  const tip = await branchTip(shop, order.base);
  if (!tip.ok) return tip;
  return readChange(git, files, { worktree: absolutePath(shop, order.worktree), base: `refs/heads/${order.base}` });
}

/** Whether there is a verdict about an order, whatever it says. */
export const hasVerdict = ({ backlog }: Place, id: string): boolean =>
  backlog.world.files.stat(join(backlog.home.folder, orderPath(id, "verdict.json"))) !== undefined;

/** What was read ahead, where it was clean work and neither branch has moved since; undefined: it has to be read now. */
export async function stillStands(shop: Bench, order: Order, ahead: Ahead): Promise<Result<Change> | undefined> {
  const read = await ahead.change;
  if (!read.ok || read.value.dirty.length > 0) return undefined;
  return ahead.tips === (await tipsOf(shop, order)) ? ok(read.value) : undefined;
}

async function tipsOf(shop: Bench, { branch, base }: Order): Promise<string | undefined> {
  const [tip, onto] = [await branchTip(shop, branch), await branchTip(shop, base)];
  return tip.ok && onto.ok ? `${tip.value} ${onto.value}` : undefined;
}
