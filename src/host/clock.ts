import type { Clock } from "../ports/clock.ts";

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

/** A timer that is no longer waited for goes, so that it does not keep the program from ending. */
function sleep(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop?.addEventListener("abort", end);
  });
}
