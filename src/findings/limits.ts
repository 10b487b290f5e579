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

/** Most problems read out of one report; a report with more counts as cut off. */
export const MAX_PROBLEMS = 100_000;

/** Longest message and fact of one problem, in characters; the end of a longer one is cut and the cut is marked. */
export const MAX_PROBLEM_CHARS = 500;

/** Facts kept of one problem. */
export const MAX_FACTS = 24;

/** How much of the beginning, and of the end, of a report is looked at to tell its format, in characters. */
export const MAX_MARK_CHARS = 64 * 1024;

/** Places at which the document is looked for in a text that holds other prints as well. */
export const MAX_DOCUMENT_TRIES = 8;

/** Longest line of a compiler that is looked at, in characters. */
export const MAX_LINE_CHARS = 20_000;
