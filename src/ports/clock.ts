/** Time as the program sees it. Pure code takes `now` as a value, not this port. */
export interface Clock {
  /** Whole milliseconds since 1970, UTC. A person or a time server may set it forwards and back. */
  now(): number;
  /** Milliseconds that never go back, whatever happens to the wall clock; the same for all processes until the machine starts anew. */
  monotonic(): number;
  /** Ends after that much monotonic time, however long, or as soon as `stop` is aborted; no time, or less, ends at the next turn. Others get on meanwhile. */
  sleep(ms: number, stop?: AbortSignal): Promise<void>;
}
