import type { Prepared, PreparedThing } from "./_prepare.ts";
import type { Likeness } from "./comparable.ts";
import { DIMENSIONS } from "./limits.ts";
import type { Rule } from "./rules.ts";
import { FULL_EVIDENCE, SHARES } from "./thresholds.ts";

export interface PairOf {
  readonly prepared: Prepared;
  readonly a: number;
  readonly b: number;
}

/** The likeness of a pair of which the rule says yes. Texts are compared last, and only where they can still matter. */
export function likenessIf({ prepared, a, b }: PairOf, rule: Rule): Likeness | undefined {
  const [one, other] = [prepared.things[a], prepared.things[b]];
  if (one === undefined || other === undefined) return undefined;
  // Every rule says yes the sooner, the more alike the texts are. If it says no to the greatest likeness, it says no to all.
  const best = overallOf(one, other, 1);
  if (!rule(best)) return undefined;
  const likeness = best.exact ? best : overallOf(one, other, embeddingOf({ prepared, a, b }));
  return rule(likeness) ? likeness : undefined;
}

function overallOf(one: PreparedThing, other: PreparedThing, embedding: number): Likeness {
  const exact = one.exact === other.exact && one.exact !== -1;
  const [title, anchors] = [jaccard(one.title, other.title), jaccard(one.anchors, other.anchors)];
  const evidence = common(one.evidence, other.evidence);
  const overall =
    SHARES.embedding * embedding +
    SHARES.title * title +
    SHARES.anchors * anchors +
    SHARES.evidence * Math.min(1, evidence / FULL_EVIDENCE);
  return { exact, embedding, title, anchors, evidence, overall: exact ? 1 : overall };
}

/** Both vectors have length 1 or 0, so their product is the cosine. */
function embeddingOf({ prepared: { vectors }, a, b }: PairOf): number {
  const [from, to] = [a * DIMENSIONS, b * DIMENSIONS];
  let product = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) product += (vectors[from + at] ?? 0) * (vectors[to + at] ?? 0);
  return (Math.max(-1, Math.min(1, product)) + 1) / 2;
}

/** What both have, as a share of what either has; two empty lists have nothing in common. */
function jaccard(a: Int32Array, b: Int32Array): number {
  const both = common(a, b);
  return both === 0 ? 0 : both / (a.length + b.length - both);
}

function common(a: Int32Array, b: Int32Array): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] ?? 0, b[j] ?? 0];
    if (x === y) both += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return both;
}
