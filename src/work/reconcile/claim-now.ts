import { ok, type Result } from "../../std/result.ts";
import { parseTicketId } from "../../ticket/id.ts";
import type { Claim } from "../claims/claim.ts";
import type { ClaimRow } from "../claims/list.ts";
import type { Workshop } from "../workshop.ts";

/** The claim of a ticket as it stands at this moment. */
export async function claimNow({ claims }: Workshop, ticket: string): Promise<Result<ClaimRow | undefined>> {
  const id = parseTicketId(ticket);
  return id === undefined ? ok(undefined) : claims.read(id);
}

/** Ends a claim, if it is still the one that was seen. */
export async function releaseIfSame(shop: Workshop, seen: Claim, reason: string): Promise<Result<unknown>> {
  const row = await claimNow(shop, seen.ticket);
  if (!row.ok) return row;
  if (row.value?.claim.taking !== seen.taking || row.value.claim.state !== "held") return ok(null);
  return shop.claims.release(row.value.claim, shop.author, { reason });
}
