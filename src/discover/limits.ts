/** How long a source that was told to stop may take to say what it has seen so far. */
export const STOP_GRACE_MS = 5_000;
/** Sources side by side, however many cores there are: each may start a tool that takes all of them. */
export const MAX_SOURCES_AT_ONCE = 4;
