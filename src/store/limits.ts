/** A ticket file beyond this is a finding, not read. */
export const MAX_TICKET_BYTES = 4_000_000;
/** Settings, epics, journals: anything the store reads that is not a ticket. */
export const MAX_STATE_BYTES = 64_000_000;
/** One of the 256 files of found facts. */
export const MAX_SHARD_BYTES = 64_000_000;
/** A transaction beyond this is refused: its journal could not be read again as one text. */
export const MAX_JOURNAL_BYTES = 400_000_000;

/** How far up from the caller's folder a repository is looked for. */
export const MAX_FOLDERS_UP = 64;
/** How long a writer waits for the one before it, unless the settings say otherwise. */
export const LOCK_WAIT_MS = 10_000;
/** Changes beside the index's snapshot before the snapshot is written anew. */
export const MAX_INDEX_DELTA = 150;
/** How long a reader waits for another one that is writing the index, before it goes on without saving. */
export const INDEX_BUSY_MS = 200;
/** A file touched within this time of being read is read again next time: clocks of file systems tick coarsely. */
export const RACY_MS = 2_000;
/** Pushes tried while the remote keeps moving. */
export const MAX_PUSH_TRIES = 8;
/** A lock file of git's own that is older than this was left by a crash: no call of ours takes so long. */
export const DEAD_GIT_LOCK_MS = 30_000;
/** File systems stamp with a clock that ticks this coarsely at most, in the common case. */
export const TICK_MS = 20;
/** How often a reader looks again at tickets that changed while it looked. */
export const MAX_LOOKS = 5;
/** Commits of a backlog that are looked back on, the newest ones, and how many of them one call to git compares. */
export const MAX_PAST_COMMITS = 100_000;
export const COMMITS_A_CALL = 200;
/** Contents of old versions read by one call to git. */
export const MAX_BLOBS_BYTES = 64_000_000;
