import type { Fault } from "../../std/fault.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { gitSays } from "../../store/git-calls.ts";
import { parseTicketId } from "../../ticket/id.ts";
import { formatInstant } from "../../ticket/instant.ts";
import type { TicketId } from "../../ticket/model.ts";
import { type Tip, writeClaim } from "./_claim-commits.ts";
import { readClaimRefs } from "./_claim-refs.ts";
import { beaten } from "./_decide.ts";
import type { Desk } from "./_desk.ts";
import { pause } from "./_pause.ts";
import { moveRefs } from "./_ref-moves.ts";
import { follow, judge, look, moveClaim, type View } from "./_view.ts";
import { type Claim, claimRef, isSameTaking, UNSETTLED_REFS, unsettledRef } from "./claim.ts";
import { claimDamaged, claimKeepsMoving } from "./faults.ts";
import { MAX_MOVE_TRIES } from "./limits.ts";

/** What the remote said about a claim that was taken without asking it. */
export type Settlement =
  | { readonly is: "won"; readonly ticket: TicketId; readonly claim: Claim }
  /** The remote's claim counts: `ours` has to stop, and can read who holds the ticket. */
  | { readonly is: "lost"; readonly ticket: TicketId; readonly ours: Claim; readonly theirs: Claim }
  /** It was released again before anybody was asked. */
  | { readonly is: "over"; readonly ticket: TicketId }
  | { readonly is: "open"; readonly ticket: TicketId; readonly fault: Fault };

/** Asks the remote about every claim that was taken offline. */
export async function settleAll(desk: Desk, email: string): Promise<Result<readonly Settlement[]>> {
  const waiting = await readClaimRefs(desk.place, [UNSETTLED_REFS]);
  if (!waiting.ok) return waiting;
  const settlements: Settlement[] = [];
  for (const name of waiting.value.refs.map((one) => one.ticket)) {
    const ticket = parseTicketId(name);
    if (ticket === undefined) continue;
    const settled = await settleOne(desk, ticket, email);
    // A remote that does not answer about one will not answer about the next.
    if (!settled.ok && settled.fault.code === "claims-remote-failed") return settled;
    settlements.push(settled.ok ? settled.value : { is: "open", ticket, fault: settled.fault });
  }
  return ok(settlements);
}

/** Asks about one ticket, and again when the remote moves meanwhile. */
export async function settleOne(desk: Desk, ticket: TicketId, email: string): Promise<Result<Settlement>> {
  for (let attempt = 0; attempt < MAX_MOVE_TRIES; attempt += 1) {
    const view = await look(desk, ticket, "remote");
    if (!view.ok) return view;
    const settled = await settleOnce(desk, view.value, email);
    if (!settled.ok) return settled;
    if (settled.value !== "again") return ok(settled.value);
    await pause(desk, attempt);
  }
  return err(claimKeepsMoving({ ref: claimRef(ticket), tries: MAX_MOVE_TRIES }));
}

async function settleOnce(desk: Desk, view: View, email: string): Promise<Result<Settlement | "again">> {
  const { ticket, local, theirs } = view;
  if (local?.is === "damaged") return err(claimDamaged({ ref: claimRef(ticket), problem: local.problem }));
  if (theirs?.is === "damaged") return err(claimDamaged({ ref: claimRef(ticket), problem: theirs.problem }));
  const ours = local?.claim;
  if (ours === undefined) return yieldTo(desk, view, { is: "over", ticket });
  if (theirs?.commit === ours.commit) return yieldTo(desk, view, { is: "won", ticket, claim: ours });
  const isKnown = theirs !== undefined && (await isBeneath(desk, theirs, ours));
  if (ours.state === "released" && !isKnown) return yieldTo(desk, view, { is: "over", ticket });
  if (theirs === undefined || isKnown || judge(desk, theirs.claim).is === "free")
    return win(desk, view, { ours, email });
  return yieldTo(desk, view, { is: "lost", ticket, ours, theirs: theirs.claim });
}

/** This clone's ref becomes what the remote has, and waits for nothing any more. */
async function yieldTo(desk: Desk, view: View, settlement: Settlement): Promise<Result<Settlement | "again">> {
  const to = view.theirs?.commit ?? view.local?.commit;
  const moved = to === undefined ? await dropMarker(desk, view) : await follow(desk, view, to);
  if (!moved.ok) return moved;
  return ok(moved.value === "moved" ? settlement : "again");
}

function dropMarker(desk: Desk, { ticket, unsettled }: View): Promise<Result<"moved" | "refused">> {
  return moveRefs(desk.place, { moves: [{ ref: unsettledRef(ticket), from: unsettled, to: undefined }] });
}

/** Whether the remote's claim is the one ours was made upon: we knew it when we took the ticket. */
async function isBeneath(desk: Desk, theirs: Tip & { readonly is: "claim" }, ours: Claim): Promise<boolean> {
  if (isSameTaking(theirs.claim, ours)) return true;
  const args = ["merge-base", "--is-ancestor", theirs.commit, ours.commit];
  return gitSays(desk.place.git, { cwd: desk.place.cwd, args });
}

/** Gives the remote our claim, on top of what it has. */
async function win(
  desk: Desk,
  view: View,
  { ours, email }: { readonly ours: Claim; readonly email: string },
): Promise<Result<Settlement | "again">> {
  const { ticket, theirs } = view;
  const atMs = desk.world.clock.now();
  const next = beaten(ours, formatInstant(atMs));
  const isSame = theirs?.is === "claim" && isSameTaking(theirs.claim, ours);
  const least = theirs?.is === "claim" && !isSame ? theirs.claim.token + 1 : 1;
  const parent =
    isSame && desk.remote?.keepsHeartbeats !== true ? theirs.parent : (theirs?.commit ?? view.local?.parent);
  const content = { ...next, token: Math.max(next.token, least) };
  const claim = await writeClaim(desk.place, { content, parent, email, atMs });
  if (!claim.ok) return claim;
  const moved = await moveClaim(desk, view, claim.value);
  if (!moved.ok) return moved;
  if (moved.value === "refused") return ok("again");
  return ok(ours.state === "released" ? { is: "over", ticket } : { is: "won", ticket, claim: claim.value });
}
