import { type AlikePair, alikePairs, type Comparing } from "./alike-pairs.ts";
import type { Likeness } from "./comparable.ts";
import { isBorderline, isSame } from "./rules.ts";
import { MAX_BORDERLINE, RANK } from "./thresholds.ts";

/** Pairs about which somebody who can tell should be asked, the most alike first. What is the same for sure is not among them. */
export function borderlinePairs(comparing: Omit<Comparing, "rule">): readonly AlikePair[] {
  const { pairs } = alikePairs({ ...comparing, rule: isBorderline });
  return pairs
    .filter(({ likeness }) => !isSame(likeness))
    .sort((x, y) => rankOf(y.likeness) - rankOf(x.likeness) || x.a - y.a || x.b - y.b)
    .slice(0, MAX_BORDERLINE);
}

function rankOf({ overall, evidence, anchors, title }: Likeness): number {
  const shared = Math.min(RANK.mostEvidence, evidence);
  return overall + RANK.evidence * shared + RANK.anchors * anchors + RANK.title * title;
}
