/** Largest file that is read at once for marks, secrets and lists. People do not write larger ones, and no list is larger. */
export const MAX_SCANNED_BYTES = 2 * 1024 * 1024;
/** Largest file that is read part by part for marks and secrets. Git hosts take no larger ones. */
export const MAX_PARTED_BYTES = 100 * 1024 * 1024;
/** What is read at a time of such a file. */
export const PART_BYTES = 512 * 1024;
/** Longest text of it that is kept while the end of something is looked for: a comment, a string, a program in a page. */
export const WINDOW_CHARS = 8 * 1024 * 1024;
/** From this size on a file is not given to git to be searched: git takes a file into memory as a whole. */
export const MAX_GREPPED_BYTES = 16 * 1024 * 1024;
/** What is read at a time to search such a file. */
export const SEARCH_BYTES = 1024 * 1024;
/** What is kept in front of a part, so that it can be told what stands before: more than the longest line that is looked at. */
export const PART_CONTEXT_CHARS = 4_096;
/** Longest secret that may lie over the edge of a part: more than the largest private key in use. */
export const SECRET_OVERLAP_CHARS = 32_768;
/** Largest report of coverage, and largest file of facts. */
export const MAX_REPORT_BYTES = 64 * 1024 * 1024;
/** Most files of one look. */
export const MAX_FILES = 500_000;
/** Deepest nesting of folders that is walked where there is no git. */
export const MAX_FOLDER_DEPTH = 64;
/** Most facts of one source in one look. */
export const MAX_SIGHTINGS = 50_000;
/** Findings of one look that are listed by themselves. */
export const MAX_FINDINGS = 50;
/** Beginning of a file in which a NUL byte says that it is no text; as git does it. */
export const BINARY_CHECK_BYTES = 8_000;
/** Longest message of a sighting. */
export const MAX_MESSAGE_CHARS = 200;
/** Longest quotation. */
export const MAX_QUOTE_CHARS = 1_000;
/** Longest subject of an identity; a longer one is cut and ends in a hash of the whole. */
export const MAX_SUBJECT_CHARS = 400;
/** Longest value among the other facts of a sighting. */
export const MAX_FACT_CHARS = 500;
/** Most other facts of one sighting. */
export const MAX_FACTS = 30;
/** Longest glob in the settings. */
export const MAX_GLOB_CHARS = 500;
/** Files of facts, or reports, that one pattern may name. */
export const MAX_REPORTS = 200;
/** Files between two turns in which others get on, and a stop is heard. */
export const FILES_A_TURN = 200;
/** Files whose texts are searched for secrets between two turns: that takes about 13 ms for a megabyte. */
export const SECRET_FILES_A_TURN = 20;
/** Coverage counts as a gap below this many percent, unless the settings say otherwise. */
export const COVERAGE_PERCENT = 60;
/** Days and changes that make a file one that changes often. */
export const OFTEN_DAYS = 90;
export const OFTEN_CHANGES = 3;
/** Most that is kept of what was seen in files; more is not kept, and then not read either. */
export const MAX_KEPT_BYTES = 64 * 1024 * 1024;
/** A file touched so shortly before a look is read again at the next one: a disk may keep times no finer than this. */
export const RACY_MS = 2_000;
