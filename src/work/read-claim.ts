import { err, ok, type Result } from "../std/result.ts";
import { idNotValid } from "../store/faults.ts";
import { parseTicketId } from "../ticket/id.ts";
import type { TicketId } from "../ticket/model.ts";
import type { ClaimRow } from "./claims/list.ts";
import type { Workshop } from "./workshop.ts";

/** The id of a ticket out of an order's record, which is a text until somebody looks. */
export function ticketIdOf(text: string): Result<TicketId> {
  const id = parseTicketId(text);
  return id === undefined ? err(idNotValid({ query: text })) : ok(id);
}

/** The claim of the ticket that an order names. */
export async function readClaim(shop: Pick<Workshop, "claims">, ticket: string): Promise<Result<ClaimRow | undefined>> {
  const id = ticketIdOf(ticket);
  return id.ok ? shop.claims.read(id.value) : id;
}
