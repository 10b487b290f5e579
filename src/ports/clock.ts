/** Time as the program sees it. Pure code takes `now` as a value, not this port. */
export interface Clock {
  /** Whole milliseconds since 1970, UTC. A person or a time server may set it forwards and back. */
  now(): number;
  /** Milliseconds from an unknown start that never go back, whatever happens to the wall clock; for measuring and waiting. */
  monotonic(): number;
  /** Ends after that much monotonic time, however long; no time, or less, ends at the next turn. Others get on meanwhile. */
  sleep(ms: number): Promise<void>;
}
