import type { Corpus } from "./corpus.ts";

/** What a row is compared to: the two floors of the same run, or an absolute unit. */
export type Unit = "F0" | "FN" | "s" | "MB" | "ms";

/** One measured thing with the limits it promises. */
export interface Row {
  readonly name: string;
  readonly unit: Unit;
  readonly must: number;
  readonly aim: number;
  /** Whether growth from 10,000 to 50,000 is looked at. */
  readonly grows?: true;
  /** Not measured above this size. */
  readonly upTo?: number;
  /** At most this many samples of a dear row. */
  readonly atMost?: number;
  /** One measurement, in ms (or MB); `run` counts up, so that writes meet other tickets each time. */
  readonly sample: (corpus: Corpus, run: number) => number | Promise<number>;
}
