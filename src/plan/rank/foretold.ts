import type { Planned } from "../../ticket/model.ts";
import { median, perPoint, type Sample, samplesOf, sift } from "./actuals.ts";

/** How well points of effort foretold what work of a kind took. */
export interface Foretold {
  readonly kind: string;
  /** Done tickets with points and minutes, those left out included. */
  readonly tickets: number;
  readonly minutesPerPoint: number;
  /** Half of the tickets were off by no more than this, in percent of what the others of their kind let expect. */
  readonly medianErrorPercent: number;
  /** Tickets that tell of their own trouble: nothing is learned from them. */
  readonly outliers: readonly Outlier[];
}

export interface Outlier {
  readonly id: string;
  /** Minutes that the others of its kind let expect, and those it took. */
  readonly expected: number;
  readonly took: number;
}

/**
 * Tells for each kind how far what tickets took was from their points times the minutes that a point usually takes. Each is judged by
 * the others of its kind, so that none foretells itself; a kind with a single ticket says nothing.
 */
export function foretold(tickets: readonly Planned[]): readonly Foretold[] {
  return [...Map.groupBy(samplesOf(tickets), ({ kind }) => kind)]
    .flatMap(([kind, own]) => (own.length > 1 ? [foretoldOf(kind, own)] : []))
    .toSorted((a, b) => b.tickets - a.tickets || (a.kind < b.kind ? -1 : 1));
}

function foretoldOf(kind: string, own: readonly Sample[]): Foretold {
  const { kept, outliers } = sift(own);
  const sums = kept.reduce((sum, { minutes, effort }) => add(sum, { minutes, effort }), { minutes: 0, effort: 0 });
  const isKept = new Set(kept);
  const expected = (one: Sample): number => {
    // Taken out of the sums: a new sum for each of thousands would be a square.
    const others =
      isKept.has(one) && kept.length > 1 ? add(sums, { minutes: -one.minutes, effort: -one.effort }) : sums;
    return (one.effort * others.minutes) / others.effort;
  };
  const errors = own.map((one) => Math.abs(one.minutes - expected(one)) / expected(one));
  return {
    kind,
    tickets: own.length,
    minutesPerPoint: Math.round(perPoint(kept) * 10) / 10,
    medianErrorPercent: Math.round(100 * median(errors)),
    outliers: outliers
      .map((one) => ({ id: one.id, expected: Math.round(expected(one)), took: Math.round(one.minutes) }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

type Sums = Pick<Sample, "minutes" | "effort">;

const add = (one: Sums, other: Sums): Sums => ({
  minutes: one.minutes + other.minutes,
  effort: one.effort + other.effort,
});
