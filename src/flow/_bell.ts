/** Wakes those who wait in this process; what it rings for lies on the disk. */
export interface Bell {
  ring(): void;
  /** Aborted at the next ring. Ask first, then look: what comes in between is heard. */
  next(): AbortSignal;
}

export function newBell(): Bell {
  let coming = new AbortController();
  return {
    next: () => coming.signal,
    ring: () => {
      const rung = coming;
      coming = new AbortController();
      rung.abort();
    },
  };
}
