import type { Clock } from "../ports/clock.ts";
import { TIMER_LIMIT_MS } from "./limits.ts";

/** The machine's clock. */
export function systemClock(): Clock {
  return { now: () => Date.now(), monotonic: sinceBoot, sleep };
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

/** Unlike `performance.now`, which counts from the start of each process. */
function sinceBoot(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

async function sleep(ms: number, stop?: AbortSignal): Promise<void> {
  for (let left = Math.max(ms, 0); stop?.aborted !== true; left -= TIMER_LIMIT_MS) {
    await timer(Math.min(left, TIMER_LIMIT_MS), stop);
    // Also when it is no number at all.
    if (!(left > TIMER_LIMIT_MS)) return;
  }
}

/** One that is no longer waited for goes, so that it does not keep the program from ending. */
function timer(ms: number, stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timeout);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    const timeout = setTimeout(end, ms);
    stop?.addEventListener("abort", end);
  });
}
