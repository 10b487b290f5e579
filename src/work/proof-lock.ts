import { join } from "node:path";
import type { HeldLock, LockHolder } from "../ports/locks.ts";
import type { Result } from "../std/result.ts";
import { now, type Place, runFolder, type Workshop } from "./workshop.ts";

const proofLock = (shop: Place, order: string): string => join(runFolder(shop, order), "proof.lock");

/** One proof of an order at a time: two would share its private worktrees. Ends with its process. */
export function holdProof(shop: Workshop, order: string): Promise<Result<HeldLock>> {
  const { environment, locks } = shop.backlog.world;
  const holder = {
    pid: environment.pid,
    host: environment.host,
    actor: shop.author.actor.name,
    command: `prove ${order}`,
    since: now(shop.backlog.world),
  };
  return locks.acquire(proofLock(shop, order), holder, shop.settings.lock.waitMs);
}

/** Who proves an order now. */
export const proofHolder = (shop: Place, order: string): LockHolder | undefined =>
  shop.backlog.world.locks.holder(proofLock(shop, order));
