/** Longest a git call may take, a fetch over a slow line included. */
export const GIT_TIME_LIMIT_MS = 300_000;
/** What git gets to clean up its own lock files between being asked to stop and being stopped. */
export const GIT_GRACE_MS = 2_000;
/** How long the pipes of a git that has ended must stay quiet before a program it left behind is no longer waited for. */
export const GIT_DRAIN_MS = 250;
/** Pause between two looks whether processes that were asked to end have done so. */
export const PROCESS_END_POLL_MS = 10;
/** The list of all processes of a machine, one short line each. */
export const PROCESS_LIST_LIMIT_BYTES = 16 * 1024 * 1024;
/** Most that one git call may print; every ticket of a large backlog in one batch fits several times. */
export const GIT_OUTPUT_LIMIT_BYTES = 512 * 1024 * 1024;
/** How much of what git says on stderr is kept. */
export const GIT_STDERR_LIMIT_BYTES = 64 * 1024;

/** Shortest and longest pause between two tries for a lock. */
export const LOCK_PAUSE_MIN_MS = 1;
export const LOCK_PAUSE_MAX_MS = 25;
/** The note about a lock's holder is a few hundred bytes; anything larger is not ours. */
export const LOCK_NOTE_LIMIT_BYTES = 16 * 1024;

/** Prepared statements kept for one open database. */
export const SQL_STATEMENT_LIMIT = 256;

/** Tries for a temporary name that is free. */
export const TEMP_NAME_TRIES = 16;
/** Bytes of the target's name that go into a temporary name: file systems allow 255 in all. */
export const TEMP_NAME_BYTES = 180;

/** Folders that a process which stays watches at a time: one a backlog. */
export const WATCHED_FOLDERS_LIMIT = 16;

/** The longest time one timer of Node can be set to; a longer one would end at once. */
export const TIMER_LIMIT_MS = 2 ** 31 - 1;

/** Most that is taken from an editor; more than any ticket may have, so that the right fault is said about it. */
export const EDITED_TEXT_LIMIT_BYTES = 64 * 1024 * 1024;
