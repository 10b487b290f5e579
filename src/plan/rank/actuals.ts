import type { Planned } from "../../ticket/model.ts";
import { readPoints } from "./_reading.ts";
import { LEAST_DEVIATION, LEAST_EFFORT, LEAST_RATIO, MOST_RATIO, OUTLIER_DEVIATIONS } from "./tables.ts";
import type { Weights } from "./weights.ts";

/** What work of a kind took, against what all work took. */
export interface Ratio {
  readonly ratio: number;
  /** Done tickets it was learned from, and those left out because they tell of something else. */
  readonly from: number;
  readonly outliers: readonly string[];
}

export type Ratios = ReadonlyMap<string, Ratio>;

/**
 * Learns from done tickets how much longer or shorter work of a kind takes than its points say: minutes per point of the kind over
 * minutes per point of all, drawn towards 1 while there are few, and never beyond half or double.
 */
export function learnRatios(tickets: readonly Planned[], { learnFrom }: Weights): Ratios {
  const samples = learnFrom === 0 ? [] : samplesOf(tickets);
  if (samples.length === 0) return NONE;
  const byKind = [...Map.groupBy(samples, ({ kind }) => kind)].map(([kind, own]) => ({ kind, ...sift(own) }));
  const all = perPoint(byKind.flatMap(({ kept }) => kept));
  return new Map(
    byKind.map(({ kind, kept, outliers }) => {
      const weight = kept.length / (kept.length + learnFrom);
      const ratio = rounded(clamp(1 + weight * (perPoint(kept) / all - 1)));
      return [kind, { ratio, from: kept.length, outliers: outliers.map(({ id }) => id).sort() }];
    }),
  );
}

const NONE: Ratios = new Map();

/** A done ticket that says how large it was and how long it took. */
export interface Sample {
  readonly id: string;
  readonly kind: string;
  readonly minutes: number;
  readonly effort: number;
  readonly each: number;
}

export function samplesOf(tickets: readonly Planned[]): readonly Sample[] {
  const samples: Sample[] = [];
  for (const { id, kind, status, extra } of tickets) {
    if (status !== "done" || extra.took_minutes === undefined || extra.effort === undefined) continue;
    const minutes = Number(extra.took_minutes);
    const { points: effort, origin } = readPoints(extra.effort, 0, LEAST_EFFORT);
    if (!(minutes > 0) || minutes === Number.POSITIVE_INFINITY || origin === "unreadable") continue;
    samples.push({ id, kind, minutes, effort, each: minutes / effort });
  }
  return samples;
}

/** Takes out what tells of its own trouble and not of its kind. */
export function sift(samples: readonly Sample[]): {
  readonly kept: readonly Sample[];
  readonly outliers: readonly Sample[];
} {
  const middle = median(samples.map(({ each }) => each));
  const deviation = Math.max(median(samples.map(({ each }) => Math.abs(each - middle))), LEAST_DEVIATION * middle);
  const isOut = ({ each }: Sample): boolean => Math.abs(each - middle) > OUTLIER_DEVIATIONS * deviation;
  return { kept: samples.filter((one) => !isOut(one)), outliers: samples.filter(isOut) };
}

/** Minutes that a point of effort took. Summed in the order of size, so that the order of the tickets does not show in the last digit. */
export function perPoint(samples: readonly Sample[]): number {
  const sum = (numbers: readonly number[]): number =>
    Float64Array.from(numbers)
      .sort()
      .reduce((x, y) => x + y, 0);
  return sum(samples.map(({ minutes }) => minutes)) / sum(samples.map(({ effort }) => effort));
}

export function median(numbers: readonly number[]): number {
  const sorted = Float64Array.from(numbers).sort();
  const at = sorted.length >> 1;
  const upper = sorted[at] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[at - 1] ?? upper) + upper) / 2;
}

const clamp = (ratio: number): number => Math.min(Math.max(ratio, LEAST_RATIO), MOST_RATIO);
const rounded = (ratio: number): number => Math.round(ratio * 1000) / 1000;
