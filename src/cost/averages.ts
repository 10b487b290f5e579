import { MIN_FOR_OUTLIERS, OUTLIER_FACTOR, WINDOW_ENTRIES } from "./limits.ts";
import type { UsageEntry } from "./usage.ts";

/** What the formula multiplies with. */
export interface Averages {
  readonly inputPerModified: number;
  readonly inputPerCreated: number;
  readonly outputPerModified: number;
  readonly outputPerCreated: number;
  readonly outputPerTest: number;
  /** What work takes beyond the plain edits, as a factor. */
  readonly overhead: number;
  /** Part of all tokens that goes in. */
  readonly inputShare: number;
  /** The least and the most that finished work took, as factors of what the averages say. */
  readonly spread: readonly [number, number];
  /** Finished pieces of work behind these numbers. */
  readonly samples: number;
}

/** Numbers to begin with, before anything is finished. */
export const DEFAULT_AVERAGES: Averages = {
  inputPerModified: 8000,
  inputPerCreated: 3000,
  outputPerModified: 2500,
  outputPerCreated: 4000,
  outputPerTest: 1200,
  overhead: 2.5,
  inputShare: 0.6,
  spread: [0.5, 2],
  samples: 0,
};

export interface Learned {
  readonly averages: Averages;
  /** Tickets whose entries were left out, with what was strange. */
  readonly outliers: readonly { readonly ticket: string; readonly reason: string }[];
}

/**
 * Learns from finished work: how many times the plain edits it really took, and how much of that went in. Only the newest entries count,
 * and one far from the middle is left out and named. Costs of single files cannot be told apart in a total, so their relation stays.
 */
export function learnAverages(entries: readonly UsageEntry[]): Learned {
  const window = entries.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, WINDOW_ENTRIES);
  const known = window.flatMap((entry) => {
    const plain = plainOf(entry);
    const total = entry.inputTokens + entry.outputTokens;
    return plain > 0 && total > 0 ? [{ entry, total, ratio: total / plain }] : [];
  });
  const middle = median(known.map(({ ratio }) => ratio));
  const isStrange = ({ ratio }: { readonly ratio: number }): boolean =>
    known.length >= MIN_FOR_OUTLIERS && (ratio > middle * OUTLIER_FACTOR || ratio < middle / OUTLIER_FACTOR);
  const kept = known.filter((one) => !isStrange(one));
  const outliers = known.filter(isStrange).map(({ entry, ratio }) => ({
    ticket: entry.ticket,
    reason: `took ${(ratio / middle).toFixed(1)} times what its size lets expect`,
  }));
  if (kept.length === 0) return { averages: DEFAULT_AVERAGES, outliers };
  const overhead = sum(kept.map(({ ratio }) => ratio)) / kept.length;
  const factors = kept.map(({ ratio }) => ratio / overhead);
  const averages: Averages = {
    ...DEFAULT_AVERAGES,
    overhead,
    inputShare: sum(kept.map(({ entry }) => entry.inputTokens)) / sum(kept.map(({ total }) => total)),
    spread: [Math.min(...factors), Math.max(...factors)],
    samples: kept.length,
  };
  return { averages, outliers };
}

/** How close estimates came on average: 1 is exact, 0 is off by all that was estimated or more. */
export function accuracyOf(entries: readonly UsageEntry[]): {
  readonly accuracy: number | undefined;
  readonly samples: number;
} {
  const each = entries.flatMap(({ estimatedTokens = 0, inputTokens, outputTokens }) =>
    estimatedTokens > 0 ? [Math.max(0, accuracy(estimatedTokens, inputTokens + outputTokens))] : [],
  );
  return { accuracy: each.length === 0 ? undefined : sum(each) / each.length, samples: each.length };
}

/** 1 − |actual − estimated| ÷ estimated. */
export const accuracy = (estimated: number, actual: number): number => 1 - Math.abs(actual - estimated) / estimated;

/** Tokens of the edits themselves: what the formula says before its overhead. */
function plainOf({ filesModified, filesCreated, testsAdded }: UsageEntry): number {
  const { inputPerModified, inputPerCreated, outputPerModified, outputPerCreated, outputPerTest } = DEFAULT_AVERAGES;
  return (
    (inputPerModified + outputPerModified) * filesModified +
    (inputPerCreated + outputPerCreated) * filesCreated +
    outputPerTest * testsAdded
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]];
  return (low + high) / 2;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
