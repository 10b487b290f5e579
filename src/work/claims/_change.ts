import { err, ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import type { TicketId } from "../../ticket/model.ts";
import { readObjects, type Tip, tipOf, writeClaim } from "./_claim-commits.ts";
import type { Decision } from "./_decide.ts";
import type { Desk } from "./_desk.ts";
import { pause } from "./_pause.ts";
import { look, moveClaim, type Reach, type View } from "./_view.ts";
import { type Claim, claimRef } from "./claim.ts";
import { claimKeepsMoving } from "./faults.ts";
import { MAX_DAMAGED_BACK, MAX_MOVE_TRIES } from "./limits.ts";
import { settleOne } from "./settle.ts";

export interface Change {
  readonly ticket: TicketId;
  readonly reach: Reach;
  readonly email: string;
  decide(view: View): Decision;
}

/**
 * Look, decide, write a commit, compare-and-set; and again from the look when somebody else was quicker. So whoever loses a race
 * decides anew with the winner before their eyes.
 */
export async function changeClaim(desk: Desk, change: Change): Promise<Result<Claim>> {
  for (let attempt = 0; attempt < MAX_MOVE_TRIES; attempt += 1) {
    const view = await look(desk, change.ticket, change.reach);
    if (!view.ok) return view;
    if (view.value.unsettled !== undefined && change.reach === "remote") {
      const settled = await settleOne(desk, change.ticket, change.email);
      if (settled.ok) continue;
      // A claim that cannot be read settles nothing; what comes of that is decided below, and a takeover mends it.
      if (settled.fault.code !== "claim-damaged") return settled;
    }
    const decision = change.decide(view.value);
    if (decision.is === "refused") return err(decision.fault);
    if (decision.is === "done") return ok(decision.claim);
    const claim = await writeMoment(desk, view.value, { ...change, decision });
    if (!claim.ok) return claim;
    const moved = await moveClaim(desk, view.value, claim.value);
    if (!moved.ok) return moved;
    if (moved.value === "moved") return claim;
    await pause(desk, attempt);
  }
  return err(claimKeepsMoving({ ref: claimRef(change.ticket), tries: MAX_MOVE_TRIES }));
}

interface Moment {
  readonly email: string;
  readonly decision: Extract<Decision, { is: "go-on" | "begin" }>;
}

/** Writes the commit a decision asks for, on top of the right one. */
export async function writeMoment(desk: Desk, view: View, { email, decision }: Moment): Promise<Result<Claim>> {
  const atMs = desk.world.clock.now();
  if (decision.is === "begin") {
    const content = { ...decision.content, token: await nextToken(desk, view) };
    return writeClaim(desk.place, { content, parent: await standingOn(desk, view.tip), email, atMs });
  }
  const parent = desk.remote?.keepsHeartbeats === true ? view.tip?.commit : view.tip?.parent;
  return writeClaim(desk.place, { content: decision.content, parent, email, atMs });
}

/** A commit that cannot be read as a claim is still the one before; one that is not there cannot be. */
async function standingOn(desk: Desk, tip: Tip | undefined): Promise<string | undefined> {
  if (tip === undefined || tip.is === "claim") return tip?.commit;
  const found = await readObjects(desk.place, [tip.commit]);
  return found.ok && found.value.get(tip.commit)?.type === "commit" ? tip.commit : undefined;
}

/** One more than every token this ticket ever had, as far as it is known here and there (I8). */
async function nextToken(desk: Desk, { ticket, tip, local }: View): Promise<number> {
  const tips = [tip, local].filter((one) => one !== undefined);
  const known = await Promise.all(tips.map((one) => tokenOf(desk, one, ticket)));
  return Math.max(0, ...known) + 1;
}

async function tokenOf(desk: Desk, tip: Tip, ticket: TicketId): Promise<number> {
  if (tip.is === "claim") return tip.claim.token;
  const { git, cwd } = desk.place;
  const args = ["rev-list", "--first-parent", `--max-count=${MAX_DAMAGED_BACK}`, tip.commit];
  const listed = await gitText(git, { cwd, args });
  const commits = listed.ok ? listed.value.split("\n") : [];
  const objects = await readObjects(desk.place, commits);
  for (const [damaged, commit] of commits.entries()) {
    const object = objects.ok ? objects.value.get(commit) : undefined;
    const read = object === undefined ? undefined : tipOf(object, ticket);
    if (read?.is === "claim") return read.claim.token + damaged;
  }
  // Nothing is left to count from: the seconds since 1970 are more than any count of takings.
  return Math.floor(desk.world.clock.now() / 1000);
}
