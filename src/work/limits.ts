/** Largest ignored file that is copied into a worktree. */
export const MAX_COPIED_BYTES = 1_048_576;
/** Of each stream of a command, head and tail together; the log holds more. */
export const KEEP_OUTPUT_BYTES = 65_536;
/** Candidates that `take --next` looks at before it gives up. */
export const MAX_CANDIDATES = 500;
/** Blocks of ports that are looked at for a free one. */
export const MAX_PORT_BLOCKS = 2000;
/** Tries to land on a base that others move at the same time. */
export const MAX_LANDING_TRIES = 10;
/** The shortest reason for skipping a proof. */
export const MIN_SKIP_REASON = 10;
/** A patch is kept up to this size. */
export const MAX_PATCH_BYTES = 8_388_608;
/** Scripts of the rehearsed agent. */
export const MAX_REHEARSAL_BYTES = 4_194_304;
/** Words that come before the ticket, of one file; the rest is cut off. */
export const MAX_BRIEFING_CHARS = 100_000;
/** One turn of an agent. */
export const AGENT_LIMIT_MS = 3_600_000;
/** How long a merge waits for those before it: each may have to run the whole proof again. */
export const INTEGRATE_WAIT_MS = 3_600_000;
/** Orders that one run works on side by side. */
export const MAX_PARALLEL = 16;
/** Commits of a base that are compared with finished work, newest first, to see whether it was merged outside. */
export const MAX_COMPARED_COMMITS = 500;
/** Times that reconcile looks at everything anew; each repair may bring the next one to light. */
export const MAX_RECONCILE_ROUNDS = 50;
/** Of a larger list of packed refs git is asked. */
export const MAX_PACKED_REFS_BYTES = 1_048_576;
/** Files of one folder that `status --disk` counts. */
export const MAX_COUNTED_FILES = 2_000_000;
/** Most that is kept back of a log while it grows, because it could be the beginning of a secret. */
export const MAX_HELD_BYTES = 65_536;
