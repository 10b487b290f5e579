import type { Clock } from "../ports/clock.ts";
import { TIMER_LIMIT_MS } from "./limits.ts";

/** The machine's clock. */
export function systemClock(): Clock {
  return { now: () => Date.now(), monotonic: () => performance.now(), sleep };
}

/** A wall clock that stands still at an instant; waiting and measuring go on as ever. */
export function standingClock(atMs: number): Clock {
  return { ...systemClock(), now: () => atMs };
}

/** A wall clock that starts at an instant and goes on from there. */
export function shiftedClock(startMs: number): Clock {
  const origin = performance.now();
  return { ...systemClock(), now: () => Math.floor(startMs + performance.now() - origin) };
}

async function sleep(ms: number): Promise<void> {
  for (let left = Math.max(ms, 0); ; left -= TIMER_LIMIT_MS) {
    const part = Math.min(left, TIMER_LIMIT_MS);
    await new Promise((resolve) => setTimeout(resolve, part));
    // Also when it is no number at all.
    if (!(left > TIMER_LIMIT_MS)) return;
  }
}
