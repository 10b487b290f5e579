/** Longest line that is taken over from outside. */
export const MAX_LINE_CHARS = 300;
/** Most lines of one quotation. */
export const MAX_QUOTE_LINES = 40;
/** Atoms told one by one in a ticket; the rest is counted. */
export const MAX_ATOMS_TOLD = 20;
/** Atoms quoted in a ticket. */
export const MAX_QUOTES = 3;
/** Atoms named in the field `evidence` of a ticket; the ledger knows them all. */
export const MAX_ATOMS_NAMED = 100;
/** Paths that a found ticket may open for work. */
export const MAX_SCOPE_PATHS = 50;
/** Criteria taken over from a source. */
export const MAX_CRITERIA = 20;
