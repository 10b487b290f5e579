import { type AlikePair, alikePairs, type Comparing } from "./alike-pairs.ts";
import type { Likeness } from "./comparable.ts";
import { isBorderline, isSame } from "./rules.ts";
import { MAX_BORDERLINE, RANK } from "./thresholds.ts";

export interface Nearing extends Omit<Comparing, "rule"> {
  /** Which pairs may be one at all, by their places, the earlier first; any two unless told. */
  readonly mayMeet?: (a: number, b: number) => boolean;
}

/** Pairs about which somebody who can tell should be asked, the most alike first. What is the same for sure is not among them. */
export function borderlinePairs({ mayMeet = () => true, ...comparing }: Nearing): readonly AlikePair[] {
  const { pairs } = alikePairs({ ...comparing, rule: isBorderline });
  return pairs
    .filter(({ a, b, likeness }) => !isSame(likeness) && mayMeet(a, b))
    .sort((x, y) => rankOf(y.likeness) - rankOf(x.likeness) || x.a - y.a || x.b - y.b)
    .slice(0, MAX_BORDERLINE);
}

function rankOf({ overall, evidence, anchors, title }: Likeness): number {
  const shared = Math.min(RANK.mostEvidence, evidence);
  return overall + RANK.evidence * shared + RANK.anchors * anchors + RANK.title * title;
}
