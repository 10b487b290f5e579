/** Dimensions of the vector that stands for a text. */
export const DIMENSIONS = 512;

/** Most groups of three characters of one text that count. */
export const MAX_TRIGRAMS = 4096;

/** Most words of one text that count. */
export const MAX_WORDS = 4096;

/** Up to so many things each is compared with each. */
export const ALL_PAIRS_UP_TO = 64;

/** A word or path that more than so many things share says nothing about two of them. */
export const MAX_BUCKET = 64;

/** So many of a thing's anchors and of its title's words lead to others. */
export const ANCHOR_BUCKETS = 8;
export const TITLE_BUCKETS = 6;

/** The direction of a vector, coarsely: bands of bits, each bit the side of a random plane. */
export const BANDS = 8;
export const BAND_BITS = 16;
export const PLANES_SEED = 1337;
