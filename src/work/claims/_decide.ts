import type { ProcessIdentity } from "../../ports/processes.ts";
import type { Fault } from "../../std/fault.ts";
import type { Instant } from "../../ticket/model.ts";
import type { View } from "./_view.ts";
import { type Claim, type ClaimContent, claimRef, type HolderKind, isSameTaking } from "./claim.ts";
import { claimDamaged, claimHeld, claimLost } from "./faults.ts";
import { HEARTBEATS_PER_LEASE } from "./limits.ts";
import type { Standing } from "./standing.ts";

/** What a wish comes to, looking at the claim that is there. */
export type Decision =
  | { readonly is: "done"; readonly claim: Claim }
  | { readonly is: "refused"; readonly fault: Fault }
  /** A moment of the same taking: its commit takes the place of the one before. */
  | { readonly is: "go-on"; readonly content: ClaimContent }
  /** A new taking: its token is one more than any before. */
  | { readonly is: "begin"; readonly content: Omit<ClaimContent, "token"> };

/** Who wants it, and everything about this moment. */
export interface Wish
  extends Pick<ClaimContent, "ticket" | "order" | "holder" | "user" | "host" | "clone" | "taking" | "leaseMs"> {
  readonly kind: HolderKind;
  readonly process: ProcessIdentity | undefined;
  readonly at: Instant;
}

/** Taking what is free, or what one holds already. */
export function decideTake(view: View, wish: Wish, standing: Standing | undefined): Decision {
  const { tip } = view;
  if (tip === undefined) return begin(wish, undefined);
  if (tip.is === "damaged")
    return { is: "refused", fault: claimDamaged({ ref: claimRef(view.ticket), problem: tip.problem }) };
  const { claim } = tip;
  if (isOwn(claim, wish) && (claim.kind === "person" || isSameProcess(claim.process, wish.process)))
    return heartbeat(claim, wish.at);
  // The process that drove this order died: another one of ours goes on with the same taking.
  if (isOwn(claim, wish) && standing?.is === "free")
    return { is: "go-on", content: { ...beaten(claim, wish.at), process: wish.process } };
  if (standing?.is === "free") return begin(wish, undefined);
  return { is: "refused", fault: claimHeld({ claim, overdue: standing?.is === "overdue" }) };
}

/** A person's word, against whoever holds it. */
export const decideTakeOver = (wish: Wish, reason: string | undefined): Decision => begin(wish, reason);

/** A heartbeat. Nothing is written until a part of the lease is over. */
export function decideRenew(view: View, claim: Claim, at: Instant): Decision {
  const ours = ourTip(view, claim);
  if (ours === undefined) return lost(view, claim);
  return heartbeat(ours, at);
}

const heartbeat = (claim: Claim, at: Instant): Decision =>
  isDue(claim, at) ? { is: "go-on", content: beaten(claim, at) } : { is: "done", claim };

export function decideRelease(
  view: View,
  claim: Claim,
  end: { readonly at: Instant; readonly reason: string | undefined },
): Decision {
  const { tip } = view;
  if (tip?.is === "claim" && isSameTaking(tip.claim, claim) && tip.claim.state === "released")
    return { is: "done", claim: tip.claim };
  const ours = ourTip(view, claim);
  if (ours === undefined) return lost(view, claim);
  return { is: "go-on", content: { ...beaten(ours, end.at), state: "released", reason: end.reason } };
}

/** The newest moment of our taking; undefined when somebody else has the ticket now, or nobody. */
export function ourTip({ tip }: View, claim: ClaimContent): Claim | undefined {
  if (tip?.is !== "claim" || !isSameTaking(tip.claim, claim)) return undefined;
  return tip.claim.state === "held" ? tip.claim : undefined;
}

export function lost({ tip, ticket }: View, ours: Claim): Decision & { readonly is: "refused" } {
  if (tip?.is === "damaged")
    return { is: "refused", fault: claimDamaged({ ref: claimRef(ticket), problem: tip.problem }) };
  return { is: "refused", fault: claimLost({ ours, now: tip?.claim }) };
}

/** The next moment of a taking. */
export const beaten = (claim: Claim, at: Instant): ClaimContent => {
  const { commit: _, ...content } = claim;
  return { ...content, renewedAt: at, counter: claim.counter + 1 };
};

function isDue(claim: Claim, at: Instant): boolean {
  const sinceMs = Date.parse(at) - Date.parse(claim.renewedAt);
  // A clock that was set back says nothing about the lease.
  return sinceMs < 0 || sinceMs >= claim.leaseMs / HEARTBEATS_PER_LEASE;
}

function begin({ at, ...wish }: Wish, reason: string | undefined): Decision {
  return { is: "begin", content: { ...wish, takenAt: at, renewedAt: at, counter: 0, state: "held", reason } };
}

const isOwn = (claim: Claim, wish: Wish): boolean =>
  claim.state === "held" &&
  claim.order === wish.order &&
  claim.clone === wish.clone &&
  claim.holder === wish.holder &&
  claim.kind === wish.kind;

const isSameProcess = (one: ProcessIdentity | undefined, other: ProcessIdentity | undefined): boolean =>
  one !== undefined && one.pid === other?.pid && one.start === other.start && one.boot === other.boot;
