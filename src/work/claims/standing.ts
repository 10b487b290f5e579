import type { Claim } from "./claim.ts";

/**
 * What a claim is worth at this moment.
 *
 *  - `live`: its holder works.
 *  - `overdue`: a person's lease ran out; only an explicit takeover moves it.
 *  - `free`: anybody may take the ticket.
 */
export type Standing =
  | { readonly is: "live" }
  | { readonly is: "overdue" }
  | { readonly is: "free"; readonly why: "released" | "dead" | "lapsed" };

/** What the claim itself does not tell. */
export interface Signs {
  /** Whether the holder's process runs; undefined where it cannot be told from here. */
  readonly alive: boolean | undefined;
  /** How long ago the last heartbeat was: by the clock for claims of this clone, by watching the counter for those of others. */
  readonly silentMs: number;
}

/** Judges a claim by its holder's process and its last heartbeat. */
export function standingOf(claim: Claim, signs: Signs): Standing {
  if (claim.state === "released") return { is: "free", why: "released" };
  if (claim.kind === "engine" && signs.alive === false) return { is: "free", why: "dead" };
  if (signs.silentMs < claim.leaseMs) return { is: "live" };
  return claim.kind === "engine" ? { is: "free", why: "lapsed" } : { is: "overdue" };
}
