import { join } from "node:path";
import type { HeldLock } from "../ports/locks.ts";
import type { Result } from "../std/result.ts";
import { INTEGRATE_WAIT_MS } from "./limits.ts";
import { now, type Place, type Workshop } from "./workshop.ts";

const queueLock = ({ backlog }: Place, base: string): string =>
  join(backlog.home.privateFolder, "locks", `integrate-${encodeURIComponent(base)}`);

/** The turn to merge into a base: one at a time, so that each is proven on top of the one before. */
export function holdQueue(shop: Workshop, base: string, command: string): Promise<Result<HeldLock>> {
  const { environment, locks } = shop.backlog.world;
  const holder = {
    pid: environment.pid,
    host: environment.host,
    actor: shop.author.actor.name,
    command,
    since: now(shop.backlog.world),
  };
  return locks.acquire(queueLock(shop, base), holder, INTEGRATE_WAIT_MS);
}

/** Whether somebody merges into a base now. */
export const isQueueBusy = (shop: Place, base: string): boolean =>
  shop.backlog.world.locks.holder(queueLock(shop, base)) !== undefined;
