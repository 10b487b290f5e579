import type { Clock } from "../ports/clock.ts";

export interface ManualClock extends Clock {
  /** Lets time pass: both the wall clock and the monotonic one; wakes those who slept long enough. */
  advance(ms: number): void;
  /** Sets the wall clock, forwards or back, as a person or a time server does; the monotonic one stays. */
  set(nowMs: number): void;
}

export interface ManualClockOptions {
  readonly startMs?: number;
  /** `pass`: a sleep lets its time pass at once. `wait`: it lasts until somebody advances the clock. */
  readonly sleep?: "pass" | "wait";
}

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

const MANUAL_START_MS = Date.UTC(2030, 0, 1);

/** A clock that moves only when told. */
export function manualClock(options: ManualClockOptions = {}): ManualClock {
  let nowMs = options.startMs ?? MANUAL_START_MS;
  let passedMs = 0;
  let sleepers: readonly Sleeper[] = [];
  const advance = (ms: number) => {
    nowMs += ms;
    passedMs += ms;
    const due = sleepers.filter((sleeper) => sleeper.untilMs <= passedMs);
    sleepers = sleepers.filter((sleeper) => sleeper.untilMs > passedMs);
    for (const sleeper of due.toSorted((one, other) => one.untilMs - other.untilMs)) sleeper.wake();
  };
  const wait = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers = [...sleepers, { untilMs: passedMs + ms, wake }];
    });
  return {
    now: () => nowMs,
    monotonic: () => passedMs,
    advance,
    set: (ms) => {
      nowMs = ms;
    },
    sleep: async (ms) => {
      if (options.sleep === "wait" && ms > 0) return wait(ms);
      // A turn of the event loop, so that those who hold what the sleeper waits for get on.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (ms > 0) advance(ms);
    },
  };
}
