/** Time as the program sees it. Pure code takes `now` as a value, not this port. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds that only grow, whatever happens to the wall clock. */
  monotonic(): number;
  /** Also over as soon as `stop` is aborted. */
  sleep(ms: number, stop?: AbortSignal): Promise<void>;
}
