import type { Corpus } from "./corpus.ts";
import { CommandFailed, median } from "./measure.ts";
import type { Row, Unit } from "./row.ts";
import { floorEmpty, floorStats, launcher, rows, settle } from "./rows.ts";

/** What one row gave at one size: the raw median and the number its limits speak about. */
export interface Figure {
  readonly row: string;
  readonly unit: Unit;
  readonly must: number;
  readonly aim: number;
  /** Median in ms, or MB. */
  readonly raw: number | undefined;
  /** The raw figure in the row's unit: a ratio to its floor, seconds, MB or ms. */
  readonly value: number | undefined;
  readonly failed?: string;
  readonly grows: boolean;
}

export interface SizeResult {
  readonly size: number;
  readonly runs: number;
  /** Median of the empty runtime, ms. */
  readonly f0: number;
  /** Median of the runtime with a stat of every ticket file, ms. */
  readonly fn: number;
  /** Median of `list` through the shell launcher, ms. */
  readonly launcher: number | undefined;
  readonly figures: readonly Figure[];
}

interface Collected {
  readonly row: Row;
  readonly samples: number[];
  failed: string | undefined;
}

/** Measures every row in turn, run after run, so that a busy moment of the machine meets all of them. */
export async function measureSize(corpus: Corpus, runs: number): Promise<SizeResult> {
  const floors = { f0: [] as number[], fn: [] as number[], launcher: [] as number[] };
  const collected: readonly Collected[] = rows
    .filter((row) => corpus.size <= (row.upTo ?? Number.POSITIVE_INFINITY))
    .map((row) => ({ row, samples: [], failed: undefined }));
  for (let run = 0; run <= runs; run += 1) {
    settle(corpus);
    floors.f0.push(floorEmpty(corpus));
    floors.fn.push(floorStats(corpus));
    const started = attempt(() => launcher(corpus));
    if (typeof started === "number") floors.launcher.push(started);
    for (const one of collected) await sampleOnce({ one, corpus, run });
  }
  const [f0, fn] = [median(floors.f0.slice(1)), median(floors.fn.slice(1))];
  const figures = collected.map((one) => figureOf(one, { f0, fn }));
  return {
    size: corpus.size,
    runs,
    f0,
    fn,
    launcher: floors.launcher.length > 1 ? median(floors.launcher.slice(1)) : undefined,
    figures,
  };
}

interface Sampling {
  readonly one: Collected;
  readonly corpus: Corpus;
  readonly run: number;
}

/** The first run warms caches and is not counted, as long as more follow. */
async function sampleOnce({ one, corpus, run }: Sampling): Promise<void> {
  if (one.failed !== undefined || run > (one.row.atMost ?? run)) return;
  try {
    const sample = await one.row.sample(corpus, run);
    if (run > 0) one.samples.push(sample);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    one.failed = error.message;
  }
}

function figureOf({ row, samples, failed }: Collected, floors: { readonly f0: number; readonly fn: number }): Figure {
  const base = { row: row.name, unit: row.unit, must: row.must, aim: row.aim, grows: row.grows === true };
  if (failed !== undefined || samples.length === 0)
    return { ...base, raw: undefined, value: undefined, failed: failed ?? "no samples" };
  const raw = median(samples);
  const divisors: Readonly<Record<Unit, number>> = { F0: floors.f0, FN: floors.fn, s: 1000, MB: 1, ms: 1 };
  return { ...base, raw, value: raw / divisors[row.unit] };
}

function attempt(work: () => number): number | string {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return error.message;
  }
}
