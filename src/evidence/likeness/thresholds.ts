/** Shares of the parts in the likeness of a pair. They add up to 1. */
export const SHARES = { embedding: 0.82, title: 0.1, anchors: 0.06, evidence: 0.02 } as const;

/** So many shared pieces of evidence count in full. */
export const FULL_EVIDENCE = 2;

/** When two are the same thing, and become one without anybody asking. */
export const SAME = {
  evidence: 2,
  title: 0.95,
  titleEmbedding: 0.65,
  anchors: 0.3,
  anchorsEmbedding: 0.93,
  overall: 0.9,
  overallEmbedding: 0.93,
} as const;

/** When it is worth asking somebody whether two are the same thing. */
export const BORDERLINE = { title: 0.5, overall: 0.55 } as const;

/** What a borderline pair is ranked by, beside its likeness. */
export const RANK = { evidence: 0.03, mostEvidence: 3, anchors: 0.02, title: 0.02 } as const;

/** When two belong to one cluster. */
export const CLUSTER = { anchors: 0.2, title: 0.55, overall: 0.55 } as const;

/** When two facts may have one cause. */
export const CAUSE = { title: 0.6, anchors: 0.3, embedding: 0.75 } as const;

/** Most pairs somebody is asked about. */
export const MAX_BORDERLINE = 200;
