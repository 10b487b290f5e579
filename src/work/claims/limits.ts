/** A claim's commit beyond this is not one of ours. */
export const MAX_CLAIM_BYTES = 16_384;
export const MAX_NAME_CHARS = 200;
export const MAX_REASON_CHARS = 1_000;
/** Longest lease: a month. */
export const MAX_LEASE_MS = 2_678_400_000;
/** A heartbeat is written when this part of the lease has gone by since the last one. */
export const HEARTBEATS_PER_LEASE = 4;
/** Tries of one move while others move the same ref, or git holds its lock. */
export const MAX_MOVE_TRIES = 20;
/** Longest pause between two tries. */
export const MOVE_PAUSE_MS = 60;
/** Generations looked back when the newest cannot be read. */
export const MAX_DAMAGED_BACK = 200;
/** Claims of other clones that are watched at a time. */
export const MAX_SEEN = 5_000;
/** What is kept of what a remote said. */
export const MAX_REMOTE_WORDS = 600;
