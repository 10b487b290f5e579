import { ok, type Result } from "../../std/result.ts";
import type { Claim } from "../claims/claim.ts";
import { readClaim } from "../read-claim.ts";
import type { Workshop } from "../workshop.ts";

/** Ends a claim, if it is still the taking that was seen. */
export async function releaseIfSame(shop: Workshop, seen: Claim, reason: string): Promise<Result<unknown>> {
  const row = await readClaim(shop, seen.ticket);
  if (!row.ok) return row;
  if (row.value?.claim.taking !== seen.taking || row.value.claim.state !== "held") return ok(null);
  return shop.claims.release(row.value.claim, shop.author, { reason });
}
