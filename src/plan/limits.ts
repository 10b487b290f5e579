/** Titles in a picture are cut here, so that its boxes stay small. */
export const MAX_LABEL_CHARS = 60;

/** Longest path or glob that is compared. */
export const MAX_PATTERN_CHARS = 500;

/** Most ways in which the braces of one glob are spelled out. */
export const MAX_SPELLINGS = 64;

/** Most tickets of one circle that a text names. */
export const MAX_CYCLE_NAMES = 12;

/** Longest intent packet: what cannot be said within it is more than one piece of work. */
export const MAX_PACKET_CHARS = 12_000;

/** Most slices one ticket is split into. */
export const MAX_SLICES = 12;
