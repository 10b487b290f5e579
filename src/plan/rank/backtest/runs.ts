import { isOpen } from "../../../ticket/statuses.ts";
import type { PastStep } from "./past-step.ts";

/** One time that a ticket was begun, or closed without being begun. */
export interface Run {
  readonly id: string;
  readonly kind: "worked" | "closed";
  /** Where in the list of steps it was begun. */
  readonly step: number;
  readonly begunAt: number;
  /** When the ticket was first seen open. */
  readonly seenAt: number;
  /** Absent while it is under work, and where it ended without being done. */
  readonly doneAt?: number;
  /** Whether the ticket was begun before. */
  readonly isAgain: boolean;
}

export interface Runs {
  /** In the order of their beginnings. */
  readonly runs: readonly Run[];
  /** Tickets that were under work, or over, when they were seen first: when they were begun is not known. */
  readonly begunBefore: number;
}

/** Finds out of the statuses of tickets when each was begun and done. A version that cannot be read changes nothing. */
export function runsOf(steps: readonly PastStep[]): Runs {
  const lives = new Map<string, Life>();
  const runs: Running[] = [];
  let begunBefore = 0;
  for (const [place, { at, changes }] of steps.entries()) {
    for (const { id, status, broken } of inOrder(changes)) {
      if (broken !== undefined) continue;
      const life = lives.get(id);
      const run = life === undefined ? undefined : follow(life, { id, status, at, place });
      if (run !== undefined) runs.push(run);
      if (life !== undefined) life.status = status;
      else begunBefore += firstSeen(lives, { id, status, at });
    }
  }
  return { runs, begunBefore };
}

type Running = { -readonly [K in keyof Run]: Run[K] };

interface Life {
  status: string;
  readonly seenAt: number;
  run: Running | undefined;
  /** How often it was begun. */
  times: number;
}

/** Notes a ticket that was not there before; 1 when it comes under work or over. */
function firstSeen(lives: Map<string, Life>, { id, status, at }: Omit<Seen, "place">): number {
  const times = isActive(status) || status === "done" ? 1 : 0;
  lives.set(id, { status, seenAt: at, run: undefined, times });
  return times;
}

const isActive = (status: string): boolean => status === "doing" || status === "review";

/** Where several tickets change at once, the smaller id comes first, so that the order of paths does not show. */
const inOrder = (changes: PastStep["changes"]) =>
  [...changes.values()].filter((one) => one !== undefined).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly at: number;
  readonly place: number;
}

/**
 * One move of a ticket; gives the run that it begins.
 *
 *   open ── doing, review ──▶ worked ── done ──▶ over        open again: the next beginning is another run
 *   open ── done ───────────▶ closed and over
 */
function follow(life: Life, { id, status, at, place }: Seen): Running | undefined {
  const { run, seenAt } = life;
  if (!isOpen(status)) {
    life.run = undefined;
    if (status !== "done" || life.status === "done") return undefined;
    if (run !== undefined) run.doneAt = at;
    if (run !== undefined || isActive(life.status) || life.status === "rejected") return undefined;
    life.times += 1;
    return { id, kind: "closed", step: place, begunAt: at, seenAt, doneAt: at, isAgain: life.times > 1 };
  }
  if (run !== undefined || !isActive(status) || isActive(life.status)) return undefined;
  life.times += 1;
  life.run = { id, kind: "worked", step: place, begunAt: at, seenAt, isAgain: life.times > 1 };
  return life.run;
}
