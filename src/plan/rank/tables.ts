/** Impact and effort of a ticket that names none, by its kind. docs/ranking.md shows the same table; a test compares. */
export const KIND_POINTS: Readonly<Record<string, { readonly impact: number; readonly effort: number }>> = {
  security: { impact: 8, effort: 3 },
  bug: { impact: 5, effort: 2 },
  performance: { impact: 5, effort: 5 },
  feature: { impact: 5, effort: 5 },
  test: { impact: 3, effort: 2 },
  task: { impact: 3, effort: 3 },
  refactor: { impact: 3, effort: 5 },
  quality: { impact: 2, effort: 2 },
  docs: { impact: 2, effort: 1 },
  chore: { impact: 2, effort: 2 },
  idea: { impact: 2, effort: 5 },
};

/** A kind that the project made up is work like any other. */
export const OTHER_POINTS = { impact: 3, effort: 3 } as const;

/** What a due day adds to time criticality: the first row whose days are not fewer than the days left. */
export const DUE_POINTS: readonly { readonly days: number; readonly points: number }[] = [
  { days: -1, points: 13 },
  { days: 1, points: 10 },
  { days: 3, points: 8 },
  { days: 7, points: 5 },
  { days: 14, points: 3 },
  { days: 30, points: 1 },
];

/** Points that a ticket may have. Effort may be less than one, but never nothing: it is what we divide by. */
export const LEAST_POINTS = 1;
export const MOST_POINTS = 13;
export const LEAST_EFFORT = 0.5;

/** How far what similar work took may pull an effort. */
export const LEAST_RATIO = 0.5;
export const MOST_RATIO = 2;
/** Beyond so many times the median deviation a ticket tells of its own trouble, not of its kind. */
export const OUTLIER_DEVIATIONS = 3;
/** No deviation is taken as smaller than this part of the median: three that took just the same do not make a fourth an outlier. */
export const LEAST_DEVIATION = 0.1;
