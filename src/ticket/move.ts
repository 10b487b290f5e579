import { nearest } from "../std/nearest.ts";
import { err, ok, type Result } from "../std/result.ts";
import { judgeGuard } from "./_guards.ts";
import type { Actor } from "./model.ts";
import { type Missing, moveNotAllowedYet, moveNotInTable, personOnly, statusUnknown } from "./move-faults.ts";
import type { MoveRequest } from "./move-request.ts";
import { isStatus, movesFrom, STATUSES, type Status, type Transition } from "./statuses.ts";

export interface Move {
  readonly from: string;
  readonly to: Status;
  /** True when a guard was skipped; recorded as an attribute of the event. */
  readonly forced: boolean;
}

/** Decides whether a ticket may move (I4): the pair is in the table, the actor may ask for it, and every guard lets it pass. */
export function checkMove(request: MoveRequest): Result<Move> {
  const { ticket, to, actor, force } = request;
  if (!isStatus(to)) return err(statusUnknown({ status: to, nearest: nearest(to, STATUSES), known: STATUSES }));
  const moves = movesFrom(ticket.status);
  const transition = moves.find((move) => move.to === to);
  if (transition === undefined) {
    return err(moveNotInTable({ id: ticket.id, from: ticket.status, to, reachable: reachable(moves, actor) }));
  }
  const agent = actor.kind === "agent";
  if (agent && transition.who === "person") return err(personOnly({ id: ticket.id, ...closing(moves) }));
  if (agent && force) return err(personOnly({ id: ticket.id, ...FORCING }));

  const guarded = transition.guards.flatMap((guard) => judgeGuard(guard, request));
  const missing = [...(force ? [] : guarded), ...missingReason(transition, request.reason)];
  if (missing.length > 0) return err(moveNotAllowedYet({ id: ticket.id, from: ticket.status, to, missing }));
  return ok({ from: ticket.status, to, forced: guarded.length > 0 });
}

/** Only what the asker may do: a hint must not lead into the next refusal. */
function reachable(moves: readonly Transition[], actor: Actor): readonly string[] {
  return moves.filter((move) => move.who === "anyone" || actor.kind === "person").map((move) => move.to);
}

const FORCING = {
  what: "skip the checks of a move",
  wayOut: "mend what is missing, or ask a person to force the move",
};

function closing(moves: readonly Transition[]): { readonly what: string; readonly wayOut: string } {
  const others = moves.filter((move) => move.who === "anyone").map((move) => move.to);
  return {
    what: "close a ticket by hand",
    wayOut: `it is done once its work is merged: docket take, finish, integrate; from here it can go to ${others.join(", ")}`,
  };
}

/** A reason is not a guard: force does not skip it, as a forced move needs one most of all. */
function missingReason(transition: Transition, reason: string | undefined): readonly Missing[] {
  if (transition.reason === "optional" || (reason ?? "").trim() !== "") return [];
  return [{ what: "no reason is given", wayOut: "say why with --reason" }];
}
