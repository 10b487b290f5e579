import { join } from "node:path";
import type { TicketId } from "../../ticket/model.ts";
import { looseRef, type RefFiles } from "../loose-ref.ts";
import type { Tip } from "./_claim-commits.ts";
import { claimRef, unsettledRef } from "./claim.ts";

/** What was read of one ticket's claim in this clone. */
export interface Known {
  readonly local: Tip | undefined;
  readonly unsettled: string | undefined;
}

/** Claims that were read before, each with what the files of its refs said then. */
export type KnownClaims = Map<string, Known & { readonly stamp: string }>;

interface Place extends RefFiles {
  readonly known: KnownClaims;
}

/**
 * A claim that was read before, while its refs stand where they stood: a commit never changes, so nothing has to be read again. A ref
 * whose file is not there (packed, or never made) is unchanged as long as the list of packed refs is the same.
 */
export function knownClaim(place: Place, ticket: TicketId): Known | undefined {
  const known = place.known.get(ticket);
  return known !== undefined && known.stamp === stampOf(place, ticket) ? known : undefined;
}

/** Keeps what git said, where the files say the same before and after. */
export function keepKnown(place: Place, ticket: TicketId, { known, stamp }: { known: Known; stamp: string }): void {
  const { local, unsettled } = known;
  const isTold = looseRef(place, claimRef(ticket)) === local?.commit && local !== undefined;
  const isWhole = isTold && looseRef(place, unsettledRef(ticket)) === unsettled;
  if (isWhole && stampOf(place, ticket) === stamp) place.known.set(ticket, { ...known, stamp });
}

/** Everything that the place of a claim depends on, in one line. */
export function stampOf({ files, gitFolder }: RefFiles, ticket: TicketId): string {
  const refs = [claimRef(ticket), unsettledRef(ticket)].map((ref) => looseRef({ files, gitFolder }, ref) ?? "no file");
  const packed = files.stat(join(gitFolder, "packed-refs"));
  const list = packed === undefined ? [] : [packed.ino, packed.size, packed.mtimeMs, packed.ctimeMs];
  return [...refs, ...list].join(" ");
}
