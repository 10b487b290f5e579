/** Blanks beyond these in a row mean nothing more, and patterns that end in blanks would go over them again and again. */
const LONG = /[^\S\n]{100,}/g;

/** The text with each very long run of blanks made one blank. */
export const withoutLongBlanks = (text: string): string => text.replace(LONG, " ");
