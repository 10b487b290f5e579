import type { Clock } from "../ports/clock.ts";
import { lockHeld } from "../ports/faults.ts";
import type { HeldLock, LockHolder, Locks } from "../ports/locks.ts";
import type { Random } from "../ports/random.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { isWaitedFor, type LinePlace, lineUp } from "./_lock-line.ts";
import { readNote } from "./_lock-note.ts";
import { isHeld, type TakenLock, tryLock } from "./_lock-try.ts";
import {
  LOCK_OUT_OF_TURN_MS,
  LOCK_PAUSE_FIRST_MS,
  LOCK_PAUSE_MAX_MS,
  LOCK_PAUSE_MIN_MS,
  LOCK_TURNS,
} from "./limits.ts";

/** Locks that the kernel holds through SQLite, and drops by itself when their process ends in whatever way. */
export function sqliteLocks(clock: Clock, random: Random): Locks {
  // A lock whose handle the caller forgot must not be let go by the garbage collector.
  const held = new Set<TakenLock>();
  return {
    acquire: async (path, holder, waitMs): Promise<Result<HeldLock>> => {
      // Who would not wait tries at once; who would goes behind those who do.
      const attempt = waitMs === 0 || !isWaitedFor(path) ? tryLock(path, holder) : BUSY;
      if (attempt.state === "refused") return err(attempt.fault);
      if (attempt.state === "taken") return ok(kept(held, attempt.lock));
      const place = lineUp(path, clock.monotonic());
      try {
        const taken = await waited({ path, holder, waitMs }, place, { clock, random });
        return taken.ok ? ok(kept(held, taken.value)) : taken;
      } finally {
        place.leave();
      }
    },
    holder: (path) => currentHolder(path),
  };
}

const BUSY = { state: "busy" } as const;

interface Wish {
  readonly path: string;
  readonly holder: LockHolder;
  readonly waitMs: number;
}

interface Ports {
  readonly clock: Clock;
  readonly random: Random;
}

/** The first in line tries the lock; the others only now and then, in case that the first is stopped or cannot be seen from here. */
async function waited(wish: Wish, place: LinePlace, { clock, random }: Ports): Promise<Result<TakenLock>> {
  const { path, holder, waitMs } = wish;
  const start = clock.monotonic();
  let turn = { of: "", sinceMs: start };
  let triedMs = start;
  for (;;) {
    const nowMs = clock.monotonic();
    turn = turnNow(path, turn, nowMs);
    const leftMs = Math.min(turn.sinceMs + waitMs, start + waitMs * LOCK_TURNS) - nowMs;
    const ahead = place.ahead();
    if (leftMs > 0) await clock.sleep(Math.min(pause(random, ahead), leftMs));
    if (ahead > 0 && leftMs > 0 && clock.monotonic() - triedMs < LOCK_OUT_OF_TURN_MS) continue;
    triedMs = clock.monotonic();
    const attempt = tryLock(path, holder);
    if (attempt.state === "refused") return err(attempt.fault);
    if (attempt.state === "taken") {
      if (ahead > 0) place.passFirst();
      return ok(attempt.lock);
    }
    if (leftMs <= 0) return err(lockHeld({ holder: holderText(path), waitedMs: Math.round(nowMs - start) }));
  }
}

interface Turn {
  readonly of: string;
  readonly sinceMs: number;
}

/** Time is counted for each holder anew: while the lock goes from hand to hand, who waits for it does not wait in vain. */
function turnNow(path: string, turn: Turn, nowMs: number): Turn {
  const note = readNote(path);
  const of = note === undefined ? turn.of : `${note.pid} ${note.processStart} ${note.holder.since}`;
  return of === turn.of ? turn : { of, sinceMs: turn.of === "" ? turn.sinceMs : nowMs };
}

function kept(held: Set<TakenLock>, lock: TakenLock): HeldLock {
  held.add(lock);
  return {
    release: () => {
      held.delete(lock);
      lock.release();
    },
  };
}

/** Uneven pauses, so that those who wait do not keep meeting each other; the sooner it is one's turn the shorter. */
function pause(random: Random, ahead: number): number {
  const part = (random.bytes(1)[0] ?? 0) / 255;
  const longestMs = Math.min(LOCK_PAUSE_FIRST_MS * (1 + ahead), LOCK_PAUSE_MAX_MS);
  return LOCK_PAUSE_MIN_MS + part * (longestMs - LOCK_PAUSE_MIN_MS);
}

/** A note that outlived its holder is no holder: the lock itself is asked. */
function currentHolder(path: string): LockHolder | undefined {
  const note = readNote(path);
  return note !== undefined && isHeld(path) ? note.holder : undefined;
}

function holderText(path: string): string {
  const holder = readNote(path)?.holder;
  if (holder === undefined) return "another process";
  const { pid, host, actor, command, since } = holder;
  return `process ${pid} on ${host} (${actor}, ${command}, since ${since})`;
}
