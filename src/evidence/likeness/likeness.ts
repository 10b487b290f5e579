import { likenessIf } from "./_pair.ts";
import { prepare } from "./_prepare.ts";
import type { Comparable, Likeness } from "./comparable.ts";

/** How alike two things are, by the formula that stands in `thresholds.ts`. */
export function likenessOf(a: Comparable, b: Comparable): Likeness {
  return likenessIf({ prepared: prepare([a, b]), a: 0, b: 1 }, () => true) ?? NONE;
}

const NONE: Likeness = { exact: false, embedding: 0, title: 0, anchors: 0, evidence: 0, overall: 0 };
