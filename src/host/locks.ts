import type { Clock } from "../ports/clock.ts";
import { lockHeld } from "../ports/faults.ts";
import type { HeldLock, LockHolder, Locks } from "../ports/locks.ts";
import type { Random } from "../ports/random.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { readNote } from "./_lock-note.ts";
import { isHeld, type TakenLock, tryLock } from "./_lock-try.ts";
import { LOCK_PATIENCE, LOCK_PAUSE_LATE_MS, LOCK_PAUSE_MAX_MS, LOCK_PAUSE_MIN_MS, LOCK_TURNS } from "./limits.ts";

/** Locks that the kernel holds through SQLite, and drops by itself when their process ends in whatever way. */
export function sqliteLocks(clock: Clock, random: Random): Locks {
  // A lock whose handle the caller forgot must not be let go by the garbage collector.
  const held = new Set<TakenLock>();
  return {
    acquire: async (path, holder, waitMs): Promise<Result<HeldLock>> => {
      const start = clock.monotonic();
      let turn = { of: "", sinceMs: start };
      for (;;) {
        const attempt = tryLock(path, holder);
        if (attempt.state === "refused") return err(attempt.fault);
        if (attempt.state === "taken") return ok(kept(held, attempt.lock));
        const nowMs = clock.monotonic();
        turn = turnNow(path, turn, nowMs);
        const leftMs = Math.min(turn.sinceMs + waitMs, start + waitMs * LOCK_TURNS) - nowMs;
        const waitedMs = nowMs - start;
        if (leftMs <= 0) return err(lockHeld({ holder: holderText(path), waitedMs: Math.round(waitedMs) }));
        await clock.sleep(Math.min(pause(random, waitedMs / waitMs), leftMs));
      }
    },
    holder: (path) => currentHolder(path),
  };
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

/**
 * Uneven pauses, so that those who wait do not keep meeting each other. A lock goes to whoever looks first after it was let go; so
 * where many want it, who has waited for a part of the time looks more often, and none of them waits in vain for all of it.
 */
function pause(random: Random, waitedPart: number): number {
  const part = (random.bytes(1)[0] ?? 0) / 255;
  const longestMs = waitedPart < LOCK_PATIENCE ? LOCK_PAUSE_MAX_MS : LOCK_PAUSE_LATE_MS;
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
