import type { Change } from "../gate/change.ts";
import { ok, type Result } from "../std/result.ts";
import type { Held } from "./order.ts";
import { requireOwnCheckout } from "./own-checkout.ts";
import { holdProof } from "./proof-lock.ts";
import type { Proof, Proving } from "./prove-change.ts";
import { readOrderChange, stillStands } from "./read-ahead.ts";
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

async function proveAlone(shop: Workshop, held: Held, proving: Proving): Promise<Result<Proof>> {
  const startedAt = now(shop.backlog.world);
  // Whether anything may run is asked while git looks at every file of the checkout.
  const [change, { may, proveChange }] = await Promise.all([
    readWork(shop, held, proving),
    loadRules().then(({ mayProve, proveChange }) => ({ may: mayProve(shop, held, proving), proveChange })),
  ]);
  if (!may.ok) return may;
  const renewed = shop.writing.dryRun ? ok(held.claim) : await shop.claims.renew(held.claim, shop.author);
  if (!renewed.ok) return renewed;
  return change.ok ? proveChange(shop, held, { change: change.value, startedAt, ...proving }) : change;
}

/** Loads what a proof is judged by, the greater part of the program for orders: to be done while git is at work. */
export async function loadRules() {
  const rules = await import("./prove-change.ts");
  await rules.loadSecretRules();
  return rules;
}

async function readWork(shop: Workshop, { stored: { order } }: Held, { ahead }: Proving): Promise<Result<Change>> {
  const known = ahead === undefined ? undefined : await stillStands(shop, order, ahead);
  return known ?? readOrderChange(shop, order);
}
