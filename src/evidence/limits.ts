/** Longest line of the ledger that is read as an atom, in characters. */
export const MAX_LINE_CHARS = 65_536;

/** Deepest nesting of a value that is kept in the ledger under a key we do not know. */
export const MAX_VALUE_DEPTH = 20;
