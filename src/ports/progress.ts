/** Progress of long work. The core reports, as often as it likes; a door decides whether and how to show it. Reporting never fails. */
export interface Progress {
  /** `done` of `total` steps of the named work; total is absent when unknown, and a guess when it is given. */
  step(work: string, done: number, total?: number): void;
  /** The named work is over, whether or not it was ever begun. */
  end(work: string): void;
}
