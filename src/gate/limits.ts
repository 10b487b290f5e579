/** Lines that are kept of one file's change, added and removed ones counted apart. */
export const MAX_LINES_PER_FILE = 20_000;
/** Lines that are kept of a whole change. */
export const MAX_LINES_PER_CHANGE = 200_000;
/** Characters kept of one changed line; generated files have lines of megabytes. */
export const MAX_LINE_CHARS = 4_000;
/** Largest file that is read for the gates: a manifest, or a file that git does not know yet. */
export const MAX_GATE_FILE_BYTES = 4 * 1024 * 1024;
/** Findings one judge gives; what comes after most often has the same cause. */
export const MAX_FINDINGS = 200;
/** Longest glob in a scope. */
export const MAX_GLOB_CHARS = 500;
/** Fewest characters of the reason for a wildcard that covers everything. */
export const MIN_OVERRIDE_REASON_CHARS = 20;
/** Characters of a changed line that a finding quotes. */
export const MAX_QUOTE_CHARS = 120;
/** Largest verdict that is read. */
export const MAX_VERDICT_CHARS = 8 * 1024 * 1024;
/** Deepest nesting in a verdict. */
export const MAX_VERDICT_DEPTH = 16;
/** What is wrong with a verdict's shape is named this often. */
export const MAX_SHAPE_PROBLEMS = 5;
/** Commits after the merge base among which the work of a verdict is looked for. */
export const MAX_RECHECK_COMMITS = 5_000;
/** Commits of a branch whose own changes are searched for secrets; more are searched as one. */
export const MAX_SECRET_COMMITS = 200;
/** Longest pattern among the project's own rules. */
export const MAX_RULE_CHARS = 500;
/** Largest report of tests that is read, and how much is kept of what a test command prints. */
export const MAX_REPORT_BYTES = 32 * 1024 * 1024;
/** How much of a check's output is kept in memory; its log holds more. */
export const CHECK_KEEP_BYTES = 64 * 1024;
/** Largest file of the cache of base runs. */
export const MAX_CACHE_BYTES = 64 * 1024 * 1024;
/** Names that one finding lists. */
export const MAX_LISTED_NAMES = 10;

/** An index beyond it is not read here: some hundred thousand files. */
export const MAX_INDEX_BYTES = 67_108_864;
