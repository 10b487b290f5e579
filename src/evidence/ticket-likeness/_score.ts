import type { Weighed, WeighedTicket } from "./_weigh.ts";
import { LEAST_WHOLE, SAME_TICKET, WEIGHTS } from "./thresholds.ts";

/** How sure it is that two tickets are the same, between 0 and 1; undefined below the threshold. */
export function scoreOf(weighed: Weighed, one: WeighedTicket, other: WeighedTicket): number | undefined {
  if (one.all.length === 0 || other.all.length === 0) return undefined;
  const { weights, squares } = weighed;
  const whole = sharedMass(one.all, other.all, squares) / Math.sqrt(one.allSquares * other.allSquares);
  if (whole < LEAST_WHOLE) return undefined;
  // Even with titles that could not be better: most pairs end here.
  if (certainty(WEIGHTS.base + WEIGHTS.whole * Math.sqrt(whole) + WEIGHTS.titles) < SAME_TICKET) return undefined;
  const told = sharedMass(one.title, other.all, weights);
  const toldBack = sharedMass(other.title, one.all, weights);
  const titles = (share(told, one.titleMass) + share(toldBack, other.titleMass)) / 2;
  const both = share(2 * sharedMass(one.title, other.title, weights), one.titleMass + other.titleMass);
  const sum = WEIGHTS.base + WEIGHTS.whole * Math.sqrt(whole) + WEIGHTS.titles * titles + WEIGHTS.titleOverlap * both;
  if (certainty(sum) < SAME_TICKET) return undefined;
  const isSwapped = told < one.titleMass && toldBack < other.titleMass && hasOwn(one, other) && hasOwn(other, one);
  const score = certainty(sum + (isSwapped ? WEIGHTS.swapped * sameSentence(one.sentence, other.sentence) : 0));
  return score < SAME_TICKET ? undefined : score;
}

const certainty = (sum: number): number => 1 / (1 + Math.exp(-sum));

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Whether a title has a word of which the other ticket knows nothing. */
const hasOwn = ({ title }: WeighedTicket, { all }: WeighedTicket): boolean => {
  const known = new Set(all);
  return title.some((term) => !known.has(term));
};

/** How far two titles are one sentence with other words put in: the same words in the same order, as a share of all. */
function sameSentence(one: readonly string[], other: readonly string[]): number {
  let before = new Int32Array(other.length + 1);
  for (const word of one) {
    const row = new Int32Array(other.length + 1);
    for (const [at, meets] of other.entries())
      row[at + 1] = word === meets ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, row[at] ?? 0);
    before = row;
  }
  return share(2 * (before.at(-1) ?? 0), one.length + other.length);
}

/** What two sorted lists share, by weight. */
function sharedMass(one: Int32Array, other: Int32Array, weights: Float64Array): number {
  let [i, j, mass] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const [x, y] = [one[i] ?? 0, other[j] ?? 0];
    if (x === y) mass += weights[x] ?? 0;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return mass;
}
