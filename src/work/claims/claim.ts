import type { ProcessIdentity } from "../../ports/processes.ts";
import type { Instant, TicketId } from "../../ticket/model.ts";

/** An engine is a process that drives an order; a person (or an agent a person started) has no process that stays. */
export type HolderKind = "engine" | "person";

/** The right to work on a ticket, as it stands in one commit of its ref. */
export interface Claim {
  readonly ticket: TicketId;
  readonly order: string;
  readonly holder: string;
  readonly kind: HolderKind;
  /** The user of the operating system. */
  readonly user: string;
  readonly host: string;
  /** The clone it was taken in: two clones may give the same name to two attempts. */
  readonly clone: string;
  /** Made by chance for each taking, and the same in all its heartbeats. */
  readonly taking: string;
  /** Of an engine only: dead means that the claim is free at once. */
  readonly process: ProcessIdentity | undefined;
  readonly takenAt: Instant;
  readonly renewedAt: Instant;
  readonly leaseMs: number;
  /** The generation. It only grows, over all holders of the ticket. */
  readonly token: number;
  /** Heartbeats within the generation. */
  readonly counter: number;
  readonly state: "held" | "released";
  /** Why it was released or taken over. */
  readonly reason: string | undefined;
  /** The commit this was read from. */
  readonly commit: string;
}

/** What a claim says, before it has a commit. */
export type ClaimContent = Omit<Claim, "commit">;

/** Claims of this clone, and copies of those that a remote has. */
export const CLAIM_REFS = "refs/docket/claims/";
/** Stands beside a claim that was taken without asking the remote. */
export const UNSETTLED_REFS = "refs/docket/unsettled/";

export const claimRef = (ticket: TicketId): string => `${CLAIM_REFS}${ticket}`;
export const unsettledRef = (ticket: TicketId): string => `${UNSETTLED_REFS}${ticket}`;

/** Whether both are moments of one taking: heartbeats may lie between them, another holder may not. */
export const isSameTaking = (one: ClaimContent, other: ClaimContent): boolean =>
  one.ticket === other.ticket && one.taking === other.taking;
