/** Longest line of the ledger that is read as an atom, in characters. */
export const MAX_LINE_CHARS = 65_536;

/** Deepest nesting of a value that is kept in the ledger under a key we do not know. */
export const MAX_VALUE_DEPTH = 20;

/** So many facts of a group, and of each so many characters of its quotation, are read for an estimate. */
export const MAX_ATOMS_READ = 50;
export const MAX_QUOTE_READ = 2_000;
