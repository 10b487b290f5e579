import type { PastTicket } from "./past-step.ts";
import type { Run } from "./runs.ts";
import type { StateThen } from "./state-then.ts";

/** A finished piece of work in both orders. */
export interface Played {
  readonly run: Run & { readonly doneAt: number };
  /** The ticket as it stood before it was begun; known once that has come. */
  before: PastTicket | undefined;
  /** When it is begun and done where rank says what comes next. */
  otherBegunAt: number | undefined;
  otherDoneAt: number | undefined;
}

/** The history that would have been: as many beginnings at the same times, each taking as long, but chosen by rank. */
export interface OtherOrder {
  readonly played: ReadonlyMap<string, Played>;
  /** The most that was under work at once. */
  readonly workers: number;
  /** All tickets as they would stand: those of the real state but for work that is elsewhere by now. */
  readonly tickets: (state: StateThen, now: number) => readonly PastTicket[];
  readonly begin: (one: Played, at: number) => void;
  /** Begins what is left, in the order in which it was taken. */
  readonly end: (at: number) => void;
}

export function otherOrder(runs: readonly Run[]): OtherOrder {
  const played = new Map(runs.flatMap((run) => (isFinished(run) && !run.isAgain ? [[run.id, playedOf(run)]] : [])));
  const workers = mostAtOnce([...played.values()]);
  const freeAt: number[] = Array.from({ length: workers }, () => Number.NEGATIVE_INFINITY);
  const begin: OtherOrder["begin"] = (one, at) => {
    const took = one.run.doneAt - one.run.begunAt;
    // What was closed without being begun needs nobody.
    const worker = one.run.kind === "closed" ? -1 : freeAt.indexOf(Math.min(...freeAt));
    one.otherBegunAt = Math.max(at, freeAt[worker] ?? at);
    one.otherDoneAt = one.otherBegunAt + took;
    if (worker >= 0) freeAt[worker] = one.otherDoneAt;
  };
  const end: OtherOrder["end"] = (at) => {
    for (const one of played.values()) if (one.otherBegunAt === undefined) begin(one, at);
  };
  return { played, workers, begin, end, tickets: (state, now) => ticketsThere(played, state, now) };
}

type Finished = Run & { readonly doneAt: number };

const isFinished = (run: Run): run is Finished => run.doneAt !== undefined;
const playedOf = (run: Finished): Played => ({
  ...{ run, before: undefined, otherBegunAt: undefined, otherDoneAt: undefined },
});

function mostAtOnce(played: readonly Played[]): number {
  const worked = played.filter(({ run }) => run.kind === "worked" && run.doneAt > run.begunAt);
  // What ends at a time makes room for what begins then.
  const turns = worked.flatMap(({ run }) => [
    { at: run.begunAt, by: 1 },
    { at: run.doneAt, by: -1 },
  ]);
  turns.sort((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 1];
  for (const { by } of turns) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

function ticketsThere(played: ReadonlyMap<string, Played>, state: StateThen, now: number): readonly PastTicket[] {
  const there: PastTicket[] = [];
  const moved = new Map<string, PastTicket>();
  for (const [id, one] of played) {
    const begunAt = one.before === undefined ? undefined : one.run.begunAt;
    // Begun at the same time means the same life in both orders.
    if (one.otherBegunAt === begunAt) continue;
    const stage = stageOf(one.otherBegunAt, one.otherDoneAt, now);
    if (stage === stageOf(begunAt, one.run.doneAt, now)) continue;
    const base = one.before ?? state.find(id);
    if (base !== undefined) moved.set(id, stage === "open" ? base : { ...base, status: stage });
  }
  for (const ticket of state.tickets()) if (!moved.has(ticket.id)) there.push(ticket);
  return [...there, ...moved.values()];
}

function stageOf(begunAt: number | undefined, doneAt: number | undefined, now: number): "open" | "doing" | "done" {
  if (begunAt === undefined) return "open";
  return doneAt !== undefined && doneAt <= now ? "done" : "doing";
}
