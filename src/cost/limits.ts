/** Entries that averages are made of: the newest ones. Older work says little about today's models. */
export const WINDOW_ENTRIES = 20;

/** Fewest entries before one of them can be called an outlier. */
export const MIN_FOR_OUTLIERS = 4;

/** How many times the middle (or one over it) makes an outlier. */
export const OUTLIER_FACTOR = 4;
