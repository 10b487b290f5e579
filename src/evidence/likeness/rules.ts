import type { Likeness } from "./comparable.ts";
import { BORDERLINE, CAUSE, CLUSTER, SAME } from "./thresholds.ts";

/** Says whether a likeness is enough. With all else equal, more alike texts never turn a yes into a no. */
export type Rule = (likeness: Likeness) => boolean;

/** The same thing, said twice. */
export const isSame: Rule = ({ exact, embedding, title, anchors, evidence, overall }) =>
  exact ||
  evidence >= SAME.evidence ||
  (title >= SAME.title && embedding >= SAME.titleEmbedding) ||
  (embedding >= SAME.anchorsEmbedding && anchors >= SAME.anchors) ||
  (overall >= SAME.overall && embedding >= SAME.overallEmbedding);

/** Perhaps the same thing: worth a look by somebody who can tell. */
export const isBorderline: Rule = ({ exact, title, anchors, evidence, overall }) =>
  exact || evidence > 0 || anchors > 0 || title >= BORDERLINE.title || overall >= BORDERLINE.overall;

/** About the same part of the project. */
export const isClose = closeFrom(CLUSTER.overall);

/** The same with another threshold for titles and for the whole. */
export function closeFrom(threshold: number): Rule {
  return ({ exact, title, anchors, overall }) =>
    exact || anchors >= CLUSTER.anchors || title >= threshold || overall >= threshold;
}

/** Facts that may have one cause: they say nearly the same. A path that both name is not enough, and common words are not either. */
export function oneCauseFrom(threshold: number): Rule {
  return ({ exact, title, anchors, embedding }) =>
    exact || title >= threshold || (anchors >= CAUSE.anchors && embedding >= CAUSE.embedding && title >= threshold / 2);
}
