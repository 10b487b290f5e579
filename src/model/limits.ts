/** Largest question, in bytes. */
export const MAX_QUESTION_BYTES = 256 * 1024;
/** Largest answer that is read, in bytes. */
export const MAX_ANSWER_BYTES = 256 * 1024;
/** Deepest nesting of an answer. */
export const MAX_ANSWER_DEPTH = 12;
/** Answers that are kept for the same question; the oldest go first. */
export const MAX_KEPT_ANSWERS = 200;
/** Largest file of a kept answer: what escapes in JSON can take. */
export const MAX_KEPT_BYTES = 8 * MAX_ANSWER_BYTES;
/** Of what a command said when it failed. */
export const MAX_SAID_CHARS = 200;
/** A place that is older was left by a crash. */
export const PLACE_AGE_MS = 24 * 60 * 60 * 1000;
