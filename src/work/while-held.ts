import { ok, type Result } from "../std/result.ts";
import type { Claim } from "./claims/claim.ts";
import { HEARTBEATS_PER_LEASE } from "./claims/limits.ts";
import { heldOrder } from "./order.ts";
import type { Workshop } from "./workshop.ts";

interface Long<Value> {
  readonly order: string;
  readonly stop: AbortSignal;
  readonly work: (stop: AbortSignal) => Promise<Result<Value>>;
}

/** Does something long under a claim: renews it all the while, and stops the work when the claim is no longer ours. */
export async function whileHeld<Value>(shop: Workshop, { order, stop, work }: Long<Value>): Promise<Result<Value>> {
  const held = await heldOrder(shop, order);
  if (!held.ok) return held;
  const [over, lost] = [new AbortController(), new AbortController()];
  const beating = beat(shop, held.value.claim, { over: over.signal, lost });
  const done = await work(AbortSignal.any([stop, lost.signal]));
  over.abort();
  const claim = await beating;
  return claim.ok ? done : claim;
}

interface Beating {
  readonly over: AbortSignal;
  readonly lost: AbortController;
}

async function beat(shop: Workshop, first: Claim, { over, lost }: Beating): Promise<Result<Claim>> {
  const { clock } = shop.backlog.world;
  let claim = first;
  for (;;) {
    await clock.sleep(claim.leaseMs / HEARTBEATS_PER_LEASE, over);
    if (over.aborted) return ok(claim);
    const renewed = await shop.claims.renew(claim, shop.author);
    if (renewed.ok) claim = renewed.value;
    else if (renewed.fault.code === "claim-lost") {
      lost.abort();
      return renewed;
    }
    // A remote that does not answer now may answer at the next beat.
  }
}
