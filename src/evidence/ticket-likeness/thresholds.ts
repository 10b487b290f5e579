/** What the parts of a pair's likeness weigh. Chosen by the labelled pairs in test/labelled that are not held out. */
export const WEIGHTS = { base: -3.5, whole: 5.1, titles: 4, swapped: -4.6, titleOverlap: -1.9 } as const;

/** From here on two tickets are taken for the same; between 0 and 1. */
export const SAME_TICKET = 0.6;

/** Below that no title helps: common words alone make no two tickets the same. */
export const LEAST_WHOLE = 0.2;

/** A word of a group says less than a word that stands for itself. */
export const CONCEPT_WEIGHT = 0.6;

/** So many tickets without a word are added in thought, so that words weigh alike in small backlogs. */
export const IMAGINED_TICKETS = 50;
