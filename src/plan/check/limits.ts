/** Other tickets that one message names; the rest is a number. */
export const MAX_NAMED = 3;
/** A word that more titles than this share tells nothing about two of them. */
export const MAX_TITLE_BUCKET = 64;
/** Names in backticks of one ticket that are looked up in the code. */
export const MAX_SYMBOLS = 40;
/** Paths in backticks of one ticket that are looked up. */
export const MAX_PATHS = 60;
/** Tickets that are followed along depends_on from one ticket. */
export const MAX_FOLLOWED = 500;
/** Tickets asked until one is found that has no tie to the first. */
export const MAX_ASKED = 200;
/** Findings of one code about one ticket. */
export const MAX_SAME = 20;
