import { err, ok, type Result } from "../../std/result.ts";
import type { TicketId } from "../../ticket/model.ts";
import { type Tip, tipOf } from "./_claim-commits.ts";
import { readClaimRefs } from "./_claim-refs.ts";
import { type Desk, hasRemote, type RemoteDesk } from "./_desk.ts";
import { pushAndLearn } from "./_fencing.ts";
import { type Known, keepKnown, knownClaim, stampOf } from "./_known.ts";
import { moveRefs, type RefMove, removeDeadLocks } from "./_ref-moves.ts";
import { askClaims, claimObjects, isRace } from "./_remote-refs.ts";
import { type Watched, watchClaims, watched } from "./_seen.ts";
import { type Claim, claimRef, UNSETTLED_REFS, unsettledRef } from "./claim.ts";
import { claimDamaged, claimsRemoteFailed } from "./faults.ts";
import { MAX_MOVE_TRIES } from "./limits.ts";
import { type Standing, standingOf } from "./standing.ts";

/** Whom to ask: this clone's refs alone, or the remote where there is one. */
export type Reach = "here" | "remote";

/** What is known of one ticket's claim, read in this order: this clone first, so that a later local move cannot be undone by us. */
export interface View {
  readonly ticket: TicketId;
  /** The claim that counts: the remote's where it was asked and has one. */
  readonly tip: Tip | undefined;
  readonly local: Tip | undefined;
  /** The remote's, where it was asked. */
  readonly theirs: Tip | undefined;
  /** Set where this clone's claim waits for the remote's word. */
  readonly unsettled: string | undefined;
  readonly reach: Reach;
}

/** Reads one ticket's claim. */
export async function look(desk: Desk, ticket: TicketId, asked: Reach): Promise<Result<View>> {
  const read = await lookHere(desk, ticket);
  if (!read.ok) return read;
  const { local, unsettled } = read.value;
  const here = { ticket, local, unsettled, tip: local, theirs: undefined, reach: "here" } as const;
  if (asked === "here" || !hasRemote(desk)) return ok(here);
  const theirs = await lookThere(desk, ticket);
  if (!theirs.ok) return theirs;
  const view: View = { ...here, reach: "remote", theirs: theirs.value, tip: theirs.value ?? local };
  return caughtUp(desk, view);
}

async function lookHere(desk: Desk, ticket: TicketId): Promise<Result<Known>> {
  const place = { files: desk.world.files, gitFolder: desk.gitFolder, known: desk.known };
  const before = knownClaim(place, ticket);
  if (before !== undefined) return ok(before);
  const stamp = stampOf(place, ticket);
  const read = await readClaimRefs(desk.place, [claimRef(ticket), unsettledRef(ticket)]);
  if (!read.ok) return read;
  if (read.value.broken.includes(claimRef(ticket))) return err(brokenRef(desk, claimRef(ticket)));
  const local = read.value.refs.find(({ ref }) => ref === claimRef(ticket))?.tip;
  const unsettled = read.value.refs.find(({ ref }) => ref.startsWith(UNSETTLED_REFS))?.tip.commit;
  const known = { local, unsettled };
  keepKnown(place, ticket, { known, stamp });
  return ok(known);
}

/** Whoever loses to the remote's claim shall find it here afterwards; one that waits for the remote's word is settled instead. */
async function caughtUp(desk: Desk, view: View): Promise<Result<View>> {
  const { local, theirs, unsettled } = view;
  if (theirs?.is !== "claim" || theirs.commit === local?.commit || unsettled !== undefined) return ok(view);
  const moved = await follow(desk, view, theirs.commit);
  if (!moved.ok) return moved;
  return ok(moved.value === "moved" ? { ...view, local: theirs } : view);
}

/** Between the name of a commit and its contents the remote may move on: then it is asked again. */
async function lookThere(desk: RemoteDesk, ticket: TicketId): Promise<Result<Tip | undefined>> {
  let commit: string | undefined;
  for (let attempt = 0; attempt < MAX_MOVE_TRIES; attempt += 1) {
    const tips = await askClaims(desk, ticket);
    if (!tips.ok) return tips;
    const before = commit;
    commit = tips.value.get(ticket);
    if (commit === undefined) return ok(undefined);
    // The same name twice, and still nothing behind it.
    if (commit === before) break;
    const objects = await claimObjects(desk, tips.value);
    if (!objects.ok) return objects;
    const object = objects.value.get(commit);
    if (object === undefined) continue;
    const tip = tipOf(object, ticket);
    if (tip.is === "claim") watchClaims(desk, [tip.claim]);
    return ok(tip);
  }
  return ok({ is: "damaged", commit: commit ?? "", parent: undefined, problem: "its commit could not be fetched" });
}

/** A file that holds no object's name: git neither reads nor replaces it. */
const brokenRef = (desk: Desk, ref: string) =>
  claimDamaged({ ref, problem: `${desk.gitFolder}/${ref} holds no object's name; remove that file` });

/**
 * Puts a claim in the place of the one that was seen, if that is still there. The remote moves first where it decides; this
 * clone's ref follows, and when it cannot, the next look mends that.
 */
export async function moveClaim(desk: Desk, view: View, to: Claim): Promise<Result<"moved" | "refused">> {
  if (view.reach === "here" || !hasRemote(desk)) {
    const marker = hasRemote(desk) ? [{ ref: unsettledRef(view.ticket), from: view.unsettled, to: to.commit }] : [];
    return moveHere(desk, [{ ref: claimRef(view.ticket), from: view.local?.commit, to: to.commit }, ...marker]);
  }
  const ref = `${desk.remote.refs}${view.ticket}`;
  const pushed = await pushAndLearn(desk, { ref, to: to.commit, lease: { from: view.theirs?.commit } });
  if (!pushed.ok) return pushed;
  if (pushed.value.is !== "pushed") {
    const reason =
      pushed.value.is === "refused" ? (pushed.value.reasons.get(ref) ?? pushed.value.words) : "no atomic push";
    return isRace(reason) ? ok("refused") : err(claimsRemoteFailed({ remote: desk.remote.name, reason }));
  }
  await follow(desk, view, to.commit);
  return ok("moved");
}

/** Lets this clone's ref go where the remote's is. */
export function follow(desk: Desk, view: View, to: string): Promise<Result<"moved" | "refused">> {
  return moveHere(desk, followMoves(view, to));
}

export function followMoves(view: View, to: string): readonly RefMove[] {
  const moves: readonly RefMove[] = [
    { ref: claimRef(view.ticket), from: view.local?.commit, to },
    { ref: unsettledRef(view.ticket), from: view.unsettled, to: undefined },
  ];
  return moves.filter(({ from, to: next }) => from !== next);
}

async function moveHere(desk: Desk, moves: readonly RefMove[]): Promise<Result<"moved" | "refused">> {
  if (moves.length === 0) return ok("moved");
  const moved = await moveRefs(desk.place, { moves });
  if (!moved.ok || moved.value === "moved") return moved;
  removeDeadLocks(
    desk.world.files,
    desk.gitFolder,
    moves.map(({ ref }) => ref),
  );
  return moved;
}

/** What a claim is worth now, as far as this clone can tell. */
export const judge = (desk: Desk, claim: Claim): Standing => judgeWith(desk, watched(desk))(claim);

/** The same for many, with what was seen of them read once. */
export function judgeWith(desk: Desk, seen: Watched): (claim: Claim) => Standing {
  const { clock, processes } = desk.world;
  return (claim) => {
    const isForeign = hasRemote(desk) && claim.clone !== desk.clone;
    const alive = claim.process === undefined ? undefined : processes.alive(claim.process);
    const silentMs = isForeign ? seen.stillMs(claim) : clock.now() - Date.parse(claim.renewedAt);
    return standingOf(claim, { alive, silentMs });
  };
}
