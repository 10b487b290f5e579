/** Longest line of the ledger that is read as an atom, in characters. */
export const MAX_LINE_CHARS = 65_536;

/** Deepest nesting of a value that is kept in the ledger under a key we do not know. */
export const MAX_VALUE_DEPTH = 20;

/** So many facts of a group, and of each so many characters of its quotation, are read for an estimate. */
export const MAX_ATOMS_READ = 50;
export const MAX_QUOTE_READ = 2_000;

/** Most facts without a ticket that are named one by one. */
export const MAX_UNCOVERED = 25;

/** Most things in a list that is to be clustered. */
export const MAX_CLUSTERED = 50_000;

/** Most paths named for a cluster. */
export const MAX_CLUSTER_ANCHORS = 12;

/** So much of a title and a text of such a list is read, in characters. */
export const MAX_LISTED_TITLE = 1_000;
export const MAX_LISTED_TEXT = 20_000;

/** So many titles of a cluster are compared with each other. */
export const MAX_COMPARED_TITLES = 200;

/** Longest file of outcomes that is read, in characters. */
export const MAX_OUTCOME_CHARS = 1_000_000;
