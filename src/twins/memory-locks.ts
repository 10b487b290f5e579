import { LOCK_TURNS } from "../host/limits.ts";
import type { Clock } from "../ports/clock.ts";
import { lockHeld } from "../ports/faults.ts";
import type { HeldLock, LockHolder, Locks } from "../ports/locks.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";

export interface MemoryLocks extends Locks {
  /** What the kernel does when processes die: every lock is free. Releasing one of them later does nothing. */
  dropAll(): void;
}

const PAUSE_MS = 5;

/** Locks among the callers of one test. */
export function memoryLocks(clock: Clock): MemoryLocks {
  const held = new Map<string, LockHolder>();
  return {
    holder: (path) => held.get(path),
    dropAll: () => held.clear(),
    acquire: async (path, holder, waitMs): Promise<Result<HeldLock>> => {
      const start = clock.monotonic();
      let turn = { of: held.get(path), sinceMs: start };
      for (;;) {
        const other = held.get(path);
        if (other === undefined) return ok(take(held, path, { ...holder }));
        const nowMs = clock.monotonic();
        if (other !== turn.of) turn = { of: other, sinceMs: nowMs };
        const leftMs = Math.min(turn.sinceMs + waitMs, start + waitMs * LOCK_TURNS) - nowMs;
        if (leftMs <= 0) return err(lockHeld({ holder: holderText(other), waitedMs: nowMs - start }));
        await clock.sleep(Math.min(PAUSE_MS, leftMs));
      }
    },
  };
}

function take(held: Map<string, LockHolder>, path: string, mine: LockHolder): HeldLock {
  held.set(path, mine);
  return {
    release: () => {
      if (held.get(path) === mine) held.delete(path);
    },
  };
}

function holderText({ pid, host, actor, command, since }: LockHolder): string {
  return `process ${pid} on ${host} (${actor}, ${command}, since ${since})`;
}
