/** One record of a journal; larger values belong into a file of which the step gives the name. */
export const MAX_RECORD_BYTES = 1024 * 1024;
/** A whole journal; the end of a run is recorded even beyond. */
export const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;
/** Signals sent to one run. */
export const MAX_SIGNALS = 10_000;
/** Time between two looks for a signal or a cancellation that another process left. */
export const LOOK_MS = 250;
/** Longest single sleep: the wall clock goes on while a machine is suspended, its timers do not. */
export const MAX_NAP_MS = 3_600_000;
/** Wait for the lock of a run; those who only look at it hold it for a moment. */
export const RUN_LOCK_WAIT_MS = 250;
