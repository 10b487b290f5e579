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
/** How many times as long as for one holder is waited where the lock goes from hand to hand. */
export const LOCK_TURNS = 12;
/** Longest pause of the first who waits; of the next one twice as long, and so on. */
export const LOCK_PAUSE_FIRST_MS = 3;
/** After this time who waits tries the lock although others came first: they may be stopped. */
export const LOCK_OUT_OF_TURN_MS = 250;
/** The note about a lock's holder is a few hundred bytes; anything larger is not ours. */
export const LOCK_NOTE_LIMIT_BYTES = 16 * 1024;

/** Prepared statements kept for one open database. */
export const SQL_STATEMENT_LIMIT = 256;

/** Tries for a temporary name that is free. */
export const TEMP_NAME_TRIES = 16;
/** Bytes of the target's name that go into a temporary name: file systems allow 255 in all. */
export const TEMP_NAME_BYTES = 180;

/** Files that are written together: each is open for as long as the others of its lot are written, and systems allow few hundred. */
export const WRITE_LOT = 128;

/** Folders that a process which stays watches at a time: one a backlog. */
export const WATCHED_FOLDERS_LIMIT = 16;

/** What a group of processes gets to clean up between being asked to end and being ended. */
export const PROCESS_GRACE_MS = 2_000;
/** How long the kernel may take to end what cannot refuse. */
export const PROCESS_END_MS = 1_000;
/** Pause between two looks at a group that is ending. */
export const PROCESS_PAUSE_MS = 10;
/** How long streams may stay open after the group has ended: somebody who left it holds them. */
export const PROCESS_DRAIN_MS = 500;
/** A log of a run: head and tail together. */
export const PROCESS_LOG_LIMIT_BYTES = 8 * 1024 * 1024;
/** The longest time one timer of Node can be set to; a longer one would end at once. */
export const TIMER_LIMIT_MS = 2 ** 31 - 1;

/** One answer of GitHub: a page of a hundred items. */
export const FORGE_ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
/** How long one request may take, and how often it may be sent elsewhere. */
export const FORGE_REQUEST_LIMIT_MS = 30_000;
export const FORGE_REDIRECT_LIMIT = 5;
/** Longest pause that GitHub may ask for and get, and how often for one request. */
export const FORGE_WAIT_LIMIT_MS = 120_000;
export const FORGE_WAITS = 2;
/** What GitHub wants between two requests when it says no more than that there were too many. */
export const FORGE_PAUSE_MS = 60_000;
/** Items on a page; GitHub gives no more. */
export const FORGE_PAGE = 100;
/** Pull requests, those changed last first, whose reviews are read. */
export const FORGE_REVIEWED_PULLS = 100;
/** Pull requests asked about at a time whether their threads are settled, and threads of each. */
export const FORGE_THREAD_PULLS = 50;
export const FORGE_THREADS = 100;
/** Characters kept of a text; GitHub takes no more than 65,536. */
export const FORGE_TEXT_LIMIT = 70_000;
/** Answers kept in one folder; when there are more the folder is emptied. */
export const FORGE_CACHE_FILES = 2_000;

/** Most that is taken from an editor; more than any ticket may have, so that the right fault is said about it. */
export const EDITED_TEXT_LIMIT_BYTES = 64 * 1024 * 1024;
