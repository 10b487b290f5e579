/** Progress of long work. The core reports; a door decides whether and how to show it. */
export interface Progress {
  /** `done` of `total` steps of the named work; total is absent when unknown. */
  step(work: string, done: number, total?: number): void;
  /** The named work is over. */
  end(work: string): void;
}
