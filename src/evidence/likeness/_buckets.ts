import { bandsOf, makePlanes } from "./_planes.ts";
import type { Prepared } from "./_prepare.ts";
import { ANCHOR_BUCKETS, DIMENSIONS, MAX_BUCKET, TITLE_BUCKETS } from "./limits.ts";

/** Things that have something in common, by their place in the list, in order. */
export type Bucket = readonly number[];

export interface Buckets {
  /** For each thing the buckets it lies in. */
  readonly of: readonly (readonly Bucket[])[];
  /** How many were too large to look into. */
  readonly skipped: number;
}

/** Puts things that share a fingerprint, evidence, an anchor, a word of the title or a direction into buckets. */
export function makeBuckets({ things, vectors }: Prepared): Buckets {
  const planes = makePlanes();
  const filled = new Map<number, number[]>();
  const keys = things.map((thing, at) => {
    const vector = vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
    return [
      ...keyed(0, thing.fingerprint === -1 ? [] : [thing.fingerprint]),
      ...keyed(1, thing.evidence),
      ...keyed(2, thing.anchorOrder.slice(0, ANCHOR_BUCKETS)),
      ...keyed(3, thing.titleOrder.slice(0, TITLE_BUCKETS)),
      ...bandsOf(vector, planes).flatMap((bits, band) => keyed(4 + band, [bits])),
    ];
  });
  for (const [at, own] of keys.entries()) for (const key of own) put(filled, key, at);
  const skipped = [...filled.values()].filter(({ length }) => length > MAX_BUCKET).length;
  const usable = (key: number): readonly Bucket[] => {
    const bucket = filled.get(key) ?? [];
    return bucket.length > 1 && bucket.length <= MAX_BUCKET ? [bucket] : [];
  };
  return { of: keys.map((own) => own.flatMap(usable)), skipped };
}

/** Numbers of different sorts stay apart; all of them are far below 2^32. */
const keyed = (sort: number, numbers: Iterable<number>): readonly number[] =>
  Array.from(numbers, (number) => sort * 2 ** 32 + number);

function put(filled: Map<number, number[]>, key: number, at: number): void {
  const bucket = filled.get(key);
  if (bucket === undefined) filled.set(key, [at]);
  else bucket.push(at);
}
