import type { Result } from "../std/result.ts";

/** Who holds a lock, for the message to those who wait. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly actor: string;
  readonly command: string;
  readonly since: string;
}

/** A lock that is held until it is released or its process ends. */
export interface HeldLock {
  release(): void;
}

/**
 * Exclusive locks between processes. The kernel holds them, so a process that dies lets go at once and nobody ever has to
 * break a stale lock. Those who wait have their turns in the order in which they came. When one holder kept it for `waitMs`, or many
 * in turn for a multiple of that, the fault is `lock-held` and names the holder.
 */
export interface Locks {
  acquire(path: string, holder: LockHolder, waitMs: number): Promise<Result<HeldLock>>;
  /** The holder written by whoever has the lock now; undefined when it is free. */
  holder(path: string): LockHolder | undefined;
}
