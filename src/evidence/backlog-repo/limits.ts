/** Longest ledger that is read; ten thousand atoms with twenty fields each are half of it. */
export const MAX_LEDGER_CHARACTERS = 16_000_000;
/** Deepest nesting of a ledger. */
export const MAX_LEDGER_DEPTH = 32;
/** Values that aliases of one ledger may stand for, together. */
export const MAX_LEDGER_VALUES = 2_000_000;
/** Findings kept for one ledger. */
export const MAX_LEDGER_PROBLEMS = 200;
