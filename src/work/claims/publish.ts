import { err, ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import { formatInstant } from "../../ticket/instant.ts";
import { writeMoment } from "./_change.ts";
import { beaten, lost, ourTip } from "./_decide.ts";
import { type Desk, hasRemote, type RemoteDesk } from "./_desk.ts";
import { type Fencing, noteFencing } from "./_fencing.ts";
import { pause } from "./_pause.ts";
import { moveRefs, type RefMove, removeDeadLocks, verifyLine } from "./_ref-moves.ts";
import { isRace, type Push, pushRefs } from "./_remote-refs.ts";
import { followMoves, look, type View } from "./_view.ts";
import { type Claim, claimRef } from "./claim.ts";
import { baseMoved, claimKeepsMoving, claimsRemoteFailed, publishRefused } from "./faults.ts";
import { MAX_MOVE_TRIES } from "./limits.ts";
import { settleOne } from "./settle.ts";

export interface Publication {
  readonly claim: Claim;
  /** Branches of this clone, each with the commit it must stand on. None of them may be checked out. */
  readonly moves: readonly RefMove[];
  /** Branches of the remote that decides about claims; each must be behind what it is given. Without such a remote they are let alone. */
  readonly pushes?: readonly { readonly ref: string; readonly to: string }[];
  readonly note: string;
  readonly email: string;
  readonly offline?: boolean;
}

export interface Published {
  /** The claim as it stands now: on a remote, publishing is a heartbeat too. */
  readonly claim: Claim;
  /** `advisory`: the remote takes one ref at a time, so the claim was checked just before the branch moved, not together with it. */
  readonly fencing: Fencing;
  /** Branches of this clone that moved meanwhile and so stay behind what is published on the remote. */
  readonly behind: readonly string[];
}

/**
 * Moves branches in one transaction of git that also holds the claim, so that a holder who was overtaken fails there and not in a
 * check before it (I8).
 *
 *   here:    update-ref: verify the claim, update each branch
 *   remote:  push --atomic: claim → next heartbeat, each branch forward; then the same here
 */
export async function publishClaimed(desk: Desk, order: Publication): Promise<Result<Published>> {
  const reach = order.offline === true || !hasRemote(desk) ? "here" : "remote";
  for (let attempt = 0; attempt < MAX_MOVE_TRIES; attempt += 1) {
    const view = await look(desk, order.claim.ticket, reach);
    if (!view.ok) return view;
    if (view.value.unsettled !== undefined && reach === "remote") {
      const settled = await settleOne(desk, order.claim.ticket, order.email);
      if (!settled.ok) return settled;
      continue;
    }
    const ours = ourTip(view.value, order.claim);
    if (ours === undefined) return err(lost(view.value, order.claim).fault);
    const done = reach === "here" ? await publishHere(desk, order, ours) : await publishThere(desk, order, view.value);
    if (!done.ok) return done;
    if (done.value !== "again") return ok(done.value);
    await pause(desk, attempt);
  }
  return err(claimKeepsMoving({ ref: claimRef(order.claim.ticket), tries: MAX_MOVE_TRIES }));
}

type Outcome = Result<Published | "again">;

async function publishHere(desk: Desk, order: Publication, ours: Claim): Promise<Outcome> {
  const guard = verifyLine(claimRef(ours.ticket), ours.commit);
  const moved = await moveRefs(desk.place, { moves: order.moves, guard, note: order.note });
  if (!moved.ok) return moved;
  if (moved.value === "moved") return ok({ claim: ours, fencing: "git", behind: [] });
  // Both may be so, and whoever was overtaken has no business with the branch.
  const view = await look(desk, ours.ticket, "here");
  if (!view.ok || ourTip(view.value, ours) === undefined) return view.ok ? ok("again") : view;
  const away = await movedAway(desk, order.moves);
  if (away !== undefined) return err(baseMoved(away));
  removeDeadLocks(desk.world.files, desk.gitFolder, [claimRef(ours.ticket), ...order.moves.map(({ ref }) => ref)]);
  return ok("again");
}

async function publishThere(desk: Desk, order: Publication, view: View): Promise<Outcome> {
  if (!hasRemote(desk) || view.tip?.is !== "claim") return ok("again");
  const content = beaten(view.tip.claim, formatInstant(desk.world.clock.now()));
  const claim = await writeMoment(desk, view, { email: order.email, decision: { is: "go-on", content } });
  if (!claim.ok) return claim;
  // A ref that is pushed unchanged is not part of the remote's transaction: only a heartbeat makes it compare the claim.
  const heartbeat: Push = {
    ref: `${desk.remote.refs}${view.ticket}`,
    to: claim.value.commit,
    lease: { from: view.theirs?.commit },
  };
  const pushed = await pushAll(desk, heartbeat, order.pushes ?? []);
  if (!pushed.ok) return pushed;
  if (pushed.value === "again") return ok("again");
  const behind = await followHere(desk, order, { view, claim: claim.value });
  return behind.ok ? ok({ claim: claim.value, fencing: pushed.value, behind: behind.value }) : behind;
}

async function pushAll(
  desk: RemoteDesk,
  heartbeat: Push,
  branches: readonly Push[],
): Promise<Result<Published["fencing"] | "again">> {
  const together = await pushRefs(desk, [heartbeat, ...branches]);
  if (!together.ok) return together;
  if (together.value.is !== "refused" && branches.length > 0)
    noteFencing(desk, together.value.is === "pushed" ? "git" : "advisory");
  if (together.value.is === "pushed") return ok("git");
  if (together.value.is === "refused") return refusal(desk, together.value, { heartbeat, branches });
  for (const push of [heartbeat, ...branches]) {
    const alone = await pushRefs(desk, [push]);
    if (!alone.ok) return alone;
    if (alone.value.is === "refused") return refusal(desk, alone.value, { heartbeat, branches });
  }
  return ok("advisory");
}

function refusal(
  desk: RemoteDesk,
  { reasons, words }: { readonly reasons: ReadonlyMap<string, string>; readonly words: string },
  { heartbeat, branches }: { readonly heartbeat: Push; readonly branches: readonly Push[] },
): Result<"again"> {
  const remote = desk.remote.name;
  const ofClaim = reasons.get(heartbeat.ref) ?? "atomic";
  if (isRace(ofClaim) && !/atomic/.test(ofClaim)) return ok("again");
  const guilty = branches.find(({ ref }) => !/atomic/.test(reasons.get(ref) ?? "atomic"));
  const reason = reasons.get((guilty ?? heartbeat).ref) ?? words;
  if (guilty === undefined) return isRace(reason) ? ok("again") : err(claimsRemoteFailed({ remote, reason }));
  if (/fetch first|non-fast-forward|stale info/.test(reason))
    return err(baseMoved({ ref: guilty.ref, on: ` on ${remote}`, found: "it has commits that the result has not" }));
  return isRace(reason) ? ok("again") : err(publishRefused({ ref: guilty.ref, remote, reason }));
}

/** The remote has decided: what is here follows, as far as nobody has moved it meanwhile. */
async function followHere(
  desk: Desk,
  { moves, note }: Publication,
  { view, claim }: { readonly view: View; readonly claim: Claim },
): Promise<Result<readonly string[]>> {
  const refs = [...moves, ...followMoves(view, claim.commit)];
  const together = await moveRefs(desk.place, { moves: refs, note });
  if (!together.ok) return together;
  if (together.value === "moved") return ok([]);
  const behind: string[] = [];
  for (const move of refs) {
    const alone = await moveRefs(desk.place, { moves: [move], note });
    if (!alone.ok) return alone;
    if (alone.value === "refused" && moves.includes(move)) behind.push(move.ref);
  }
  return ok(behind);
}

/** The first branch that does not stand where it should. */
async function movedAway(
  desk: Desk,
  moves: readonly RefMove[],
): Promise<{ readonly ref: string; readonly on: string; readonly found: string } | undefined> {
  for (const { ref, from } of moves) {
    const found = await gitText(desk.place.git, {
      cwd: desk.place.cwd,
      args: ["rev-parse", "--verify", "--quiet", ref],
    });
    const commit = found.ok ? found.value : undefined;
    if (commit === from) continue;
    return { ref, on: "", found: commit === undefined ? "it is gone" : `it stands on ${commit}` };
  }
  return undefined;
}
