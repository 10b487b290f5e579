import { makeBuckets } from "./_buckets.ts";
import { likenessIf } from "./_pair.ts";
import { type Prepared, prepare } from "./_prepare.ts";
import type { Comparable, Likeness } from "./comparable.ts";
import { ALL_PAIRS_UP_TO } from "./limits.ts";
import type { Rule } from "./rules.ts";

/** Two things, by their places in the list, the earlier first. */
export interface AlikePair {
  readonly a: number;
  readonly b: number;
  readonly likeness: Likeness;
}

export interface AlikePairs {
  /** By the later of the two, then the earlier. */
  readonly pairs: readonly AlikePair[];
  /** Words, paths and pieces of evidence that too many share to be looked into; equal things are found all the same. */
  readonly skipped: number;
}

export interface Comparing {
  readonly things: readonly Comparable[];
  readonly rule: Rule;
  /** The first so many are not compared with each other: what is known already, before what is new. */
  readonly known?: number;
}

/** Finds the pairs that a rule accepts. Up to a limit each is compared with each, above it those that share something. */
export function alikePairs({ things, rule, known = 0 }: Comparing): AlikePairs {
  const prepared = prepare(things);
  const { partnersOf, skipped } = things.length <= ALL_PAIRS_UP_TO ? everybody : sharing(prepared);
  const pairs: AlikePair[] = [];
  for (let b = Math.max(known, 1); b < things.length; b += 1) {
    for (const a of partnersOf(b)) {
      const likeness = likenessIf({ prepared, a, b }, rule);
      if (likeness !== undefined) pairs.push({ a, b, likeness });
    }
  }
  return { pairs, skipped };
}

interface Partners {
  /** Earlier things to compare with, in order, each once. */
  partnersOf(thing: number): Iterable<number>;
  readonly skipped: number;
}

const everybody: Partners = { partnersOf: (thing) => Array.from({ length: thing }, (_, at) => at), skipped: 0 };

function sharing(prepared: Prepared): Partners {
  const buckets = makeBuckets(prepared);
  const firstOf = firstAlike(prepared);
  const partnersOf = (thing: number): Iterable<number> => {
    const found = new Set<number>();
    const first = firstOf[thing];
    if (first !== undefined && first < thing) found.add(first);
    for (const bucket of buckets.of[thing] ?? []) addEarlier(found, bucket, thing);
    return Int32Array.from(found).sort();
  };
  return { partnersOf, skipped: buckets.skipped };
}

/** For each thing the first that says exactly the same. A thousand equal ones need a thousand pairs, and no bucket. */
function firstAlike({ things }: Prepared): readonly (number | undefined)[] {
  const first = new Map<number, number>();
  for (const [at, { exact }] of things.entries()) if (exact !== -1 && !first.has(exact)) first.set(exact, at);
  return things.map(({ exact }) => first.get(exact));
}

function addEarlier(found: Set<number>, bucket: readonly number[], thing: number): void {
  for (const other of bucket) {
    if (other >= thing) return;
    found.add(other);
  }
}
