/** Longest sentence that is read; what comes after goes into the description unread. */
export const MAX_WISH_CHARS = 400;
/** Longest title made of a sentence; cut at a word. */
export const MAX_WISH_TITLE = 120;
/** Words that are looked for in the code. */
export const MAX_WISH_WORDS = 12;
/** Files that a draft names, tests included. */
export const MAX_FILES_CHOSEN = 5;
/** Files where a name goes or becomes another: all in which it stands, up to here. */
export const MAX_FILES_FOR_ALL = 20;
/** Files among them that no name in the sentence pointed at. */
export const MAX_FILES_BY_WORDS = 3;
/** Callers told one by one. */
export const MAX_CALLERS_TOLD = 5;
/** Definitions of a file told one by one. */
export const MAX_NAMES_TOLD = 5;
/** Criteria of one draft. */
export const MAX_DRAFT_CRITERIA = 7;
/** Tickets that are shown as alike. */
export const MAX_LIKE = 5;
/** A file of a plan, in bytes. */
export const MAX_PLAN_BYTES = 256 * 1024;
/** Tickets that one plan may become. */
export const MAX_PLAN_TICKETS = 100;
/** Lists in lists; what is deeper belongs to the item above. */
export const MAX_PLAN_DEPTH = 4;
/** Questions that are asked about one draft. */
export const MAX_QUESTIONS = 3;
/** Other items of a plan that one of them is compared with aloud. */
export const MAX_TIES = 5;
/** Longest sentence of an item of a plan, in characters. */
export const MAX_ITEM = 400;
