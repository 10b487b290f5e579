import type { Clock } from "../ports/clock.ts";

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

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
