import { ok, type Result } from "../../std/result.ts";
import { tipOf } from "./_claim-commits.ts";
import { readClaimRefs } from "./_claim-refs.ts";
import { type Desk, hasRemote } from "./_desk.ts";
import { moveRefs, type RefMove } from "./_ref-moves.ts";
import { askClaims, claimObjects } from "./_remote-refs.ts";
import { watchClaims } from "./_seen.ts";
import { CLAIM_REFS, UNSETTLED_REFS } from "./claim.ts";

/**
 * Lets this clone's refs follow all claims of the remote, and notes which heartbeats stand still. Claims that wait to be settled
 * are left alone. Gives the number of refs that moved.
 */
export async function refreshClaims(desk: Desk): Promise<Result<number>> {
  if (!hasRemote(desk)) return ok(0);
  const here = await readClaimRefs(desk.place, [CLAIM_REFS, UNSETTLED_REFS]);
  if (!here.ok) return here;
  const tips = await askClaims(desk, "*");
  if (!tips.ok) return tips;
  const objects = await claimObjects(desk, tips.value);
  if (!objects.ok) return objects;
  const local = new Map(here.value.refs.map(({ ref, tip }) => [ref, tip.commit]));
  const claims = [...tips.value].flatMap(([ticket, oid]) => {
    const object = objects.value.get(oid);
    const tip = object === undefined ? undefined : tipOf(object, ticket);
    return tip?.is === "claim" ? [tip.claim] : [];
  });
  watchClaims(desk, claims);
  const moves = claims
    .filter(({ ticket }) => !local.has(`${UNSETTLED_REFS}${ticket}`))
    .map(({ ticket, commit }) => ({
      ref: `${CLAIM_REFS}${ticket}`,
      from: local.get(`${CLAIM_REFS}${ticket}`),
      to: commit,
    }))
    .filter(({ from, to }) => from !== to);
  return moveEach(desk, moves);
}

/** All at once; where one of them moved meanwhile, each by itself: that one is newer than what we saw. */
async function moveEach(desk: Desk, moves: readonly RefMove[]): Promise<Result<number>> {
  if (moves.length === 0) return ok(0);
  const together = await moveRefs(desk.place, { moves });
  if (!together.ok) return together;
  if (together.value === "moved") return ok(moves.length);
  let moved = 0;
  for (const move of moves) {
    const alone = await moveRefs(desk.place, { moves: [move] });
    if (!alone.ok) return alone;
    if (alone.value === "moved") moved += 1;
  }
  return ok(moved);
}
