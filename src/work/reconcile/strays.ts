import { join, relative } from "node:path";
import { ok, type Result } from "../../std/result.ts";
import { isOrderId } from "../../store/orders/order-id.ts";
import { loadOrder } from "../../store/orders/orders.ts";
import type { Workshop } from "../workshop.ts";
import { absolutePath, orderAt, recordedPath, removeWorktree, unlockHalfMade } from "../worktree.ts";
import { clearEnded, isSpent } from "./clear.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import type { GitCheckout } from "./git-facts.ts";
import { hasClaim, isBusy, orderOf, type Survey, usualBase } from "./survey.ts";

/** Checkouts at the place of orders, marked or named as an order's, of which there is neither record nor claim. */
export const checkStrays: Check = async (shop, seen) => {
  const found = await Promise.all(straysOf(shop, seen).map((stray) => judgeStray(shop, seen, stray)));
  return found.flat();
};

interface Stray extends GitCheckout {
  readonly id: string;
}

function straysOf(shop: Workshop, seen: Survey): readonly Stray[] {
  const place = join(absolutePath(shop, shop.settings.worktrees.place), "/");
  return seen.checkouts.flatMap((checkout) => {
    const { path } = checkout;
    const name = relative(place, path);
    const id = orderAt(shop, path) ?? (isOrderId(name) ? name : undefined);
    if (id === undefined || !path.startsWith(place) || isBusy(shop, seen, id) || hasClaim(seen, id)) return [];
    const isKnown = orderOf(seen, id) !== undefined || seen.unreadable.some((one) => one.id === id);
    return isKnown ? [] : [{ ...checkout, id }];
  });
}

async function judgeStray(shop: Workshop, seen: Survey, stray: Stray): Promise<readonly Disagreement[]> {
  const { id, path } = stray;
  const worktree = recordedPath(shop, path);
  const told = {
    subject: id,
    file: worktree,
    message: `${worktree} is a worktree of ${id}, and there is no such order`,
  };
  const order = { id, base: usualBase(shop, seen), branch: stray.branch ?? "", worktree };
  const isHollow = stray.locked === "initializing" || shop.backlog.world.files.stat(path) === undefined;
  if (!isHollow && !(await isSpent(shop, { order, path })))
    return [disagreement("checkout-kept", { ...told, hint: "look into it, then git worktree remove" })];
  const act = async (): Promise<Result<unknown>> => {
    if (loadOrder(shop.backlog, id).ok) return ok(null);
    await unlockHalfMade(shop, path);
    if (isHollow) await removeWorktree(shop, path, "whatever is in it");
    await clearEnded(shop, order);
    return ok(null);
  };
  return [disagreement("checkout-left", told, { action: "remove it; it holds nothing", act })];
}
