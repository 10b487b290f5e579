/** Longest message kept of one failure, in characters; what is cut out of its middle is said. */
export const MAX_MESSAGE_CHARS = 2_000;

/** Longest name of a test; a longer one is cut and ends in a hash of the whole, so that two names stay two. */
export const MAX_NAME_CHARS = 1_000;

/** Most tests read out of one report; a report with more counts as cut off. */
export const MAX_CASES = 200_000;

/** Deepest nesting of elements in XML, and of suites in indented formats. */
export const MAX_DEPTH = 100;

/** How much of a failure's text is looked at to tell its cause, in characters. */
export const MAX_CAUSE_CHARS = 20_000;

/** Longest text in which secrets are looked for at a time; longer ones go in pieces that end with a line. */
export const SECRET_PIECE_CHARS = 4 * 1024 * 1024;
