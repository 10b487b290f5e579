/** A file beyond this is listed and not read. */
export const MAX_SOURCE_BYTES = 1_000_000;
/** Files of one repository; what comes after them in the order of paths is left out. */
export const MAX_FILES = 300_000;
/** Folders below each other where no git tells the files. */
export const MAX_WALK_DEPTH = 40;
/** Bytes in which a zero tells that a file is no text. */
export const BINARY_LOOK_BYTES = 8_000;

export const MAX_SYMBOLS = 5_000;
export const MAX_IMPORTS = 2_000;
export const MAX_NAME_LENGTH = 160;
export const MAX_SPEC_LENGTH = 300;
/** Different words of a file's comments that a search can find it by. */
export const MAX_WORDS = 400;
/** Different names of a file that references are looked up by. */
export const MAX_IDENTIFIERS = 6_000;
/** How far after a name its parameters may end. */
export const MAX_PARAMETERS_LENGTH = 6_000;
/** Blocks in blocks; deeper ones are not told apart. */
export const MAX_SCOPES = 500;

/** How long one waits for another process that builds the index. */
export const BUILD_BUSY_MS = 120_000;
/** How long a question waits for another process that is about to write. */
export const READ_BUSY_MS = 5_000;
/** A file touched within this time of being read is read again next time: clocks of file systems tick coarsely. */
export const RACY_MS = 2_000;
/** Texts that no file has any more are kept up to this number beyond those in use: branches are switched to and fro. */
export const SPARE_CONTENTS = 5_000;
/** Other checkouts that were not asked about for the longest time are forgotten beyond this number. */
export const MAX_TREES = 64;

/** Words of a query that count. */
export const MAX_QUERY_WORDS = 24;
/** Files in which references are looked for, at most. */
export const MAX_REFERENCE_FILES = 400;
/** Configuration that says how imports are found. */
export const MAX_CONFIG_BYTES = 1_000_000;
export const MAX_CONFIGS = 2_000;
