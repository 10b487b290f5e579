import { readChange } from "../gate/read-change.ts";
import type { Result } from "../std/result.ts";
import type { Held } from "./order.ts";
import { requireOwnCheckout } from "./own-checkout.ts";
import { holdProof } from "./proof-lock.ts";
import type { Proof, Proving } from "./prove-change.ts";
import { now, type Workshop } from "./workshop.ts";

/**
 * Judges an order where it stands: its checkout at its commit, by the rules of its base (I9). The verdict is written down whatever
 * it says; nothing moves because of it.
 */
export async function prove(shop: Workshop, held: Held, proving: Proving = {}): Promise<Result<Proof>> {
  const { id, branch } = held.stored.order;
  const own = await requireOwnCheckout(shop, { order: id, branch, worktree: held.worktree });
  if (!own.ok) return own;
  const alone = await holdProof(shop, id);
  if (!alone.ok) return alone;
  return proveAlone(shop, held, proving).finally(() => alone.value.release());
}

/** While git looks at every file of the checkout there is time: the rules are loaded, and asked whether anything may run. */
async function proveAlone(shop: Workshop, held: Held, proving: Proving): Promise<Result<Proof>> {
  const { git, files } = shop.backlog.world;
  const startedAt = now(shop.backlog.world);
  const at = { worktree: held.worktree, base: `refs/heads/${held.stored.order.base}` };
  const [change, { may, proveChange }] = await Promise.all([readChange(git, files, at), rulesFor(shop, held, proving)]);
  if (!may.ok) return may;
  const renewed = await shop.claims.renew(held.claim, shop.author);
  if (!renewed.ok) return renewed;
  return change.ok ? proveChange(shop, held, { change: change.value, startedAt, ...proving }) : change;
}

async function rulesFor(shop: Workshop, held: Held, proving: Proving) {
  const { loadSecretRules, mayProve, proveChange } = await import("./prove-change.ts");
  const may = mayProve(shop, held, proving);
  if (may.ok) await loadSecretRules();
  return { may, proveChange };
}
