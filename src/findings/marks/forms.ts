import type { Block, StringForm } from "./language.ts";

/*
 * The pieces that the table of languages is made of.
 */

export const SLASHES = "//";
/** `#` where a word could begin: not in `$#`, `a#b`, `#{x}`. */
export const HASH_AT_WORD = "#(?<=(?:^|[\\s;|&()`])#)";
/** `#` with nothing but blanks before it on its line. */
export const HASH_AT_LINE = "#(?<=^[ \\t]*#)";

export const SLASH_STAR: Block = { open: "/\\*", close: "\\*/" };
export const SLASH_STAR_NESTED: Block = { ...SLASH_STAR, nests: true };
export const MARKUP: Block = { open: "<!--", close: "-->" };

export const DOUBLE: StringForm = { open: '"', close: '"', escapes: true };
export const SINGLE: StringForm = { open: "'", close: "'", escapes: true };
export const DOUBLE_LINES: StringForm = { ...DOUBLE, lines: true };
export const SINGLE_LINES: StringForm = { ...SINGLE, lines: true };
export const TRIPLE_DOUBLE: StringForm = { open: '"""', close: '"""', escapes: true, lines: true };
export const TRIPLE_SINGLE: StringForm = { open: "'''", close: "'''", escapes: true, lines: true };
export const BACKTICK_RAW: StringForm = { open: "`", close: "`", lines: true };
/** A quote within is written twice: two strings side by side give the same. */
export const SINGLE_DOUBLED: StringForm = { open: "'", close: "'", lines: true };
export const DOUBLE_DOUBLED: StringForm = { open: '"', close: '"', lines: true };

/** A character, so that the tick of a lifetime or a type variable stays a tick. */
export const CHARACTER = "'(?:\\\\[^\\n][^'\\n]{0,10}|[^\\\\'\\n])'";

/** Raw strings that end with a quote and as many `#` as they begin with. */
export const hashedRaw = (open: string): StringForm => ({
  open,
  close: (opened) =>
    `${opened.slice(opened.indexOf('"')).replaceAll("#", "")}${"#".repeat(opened.split("#").length - 1)}`,
  lines: true,
});

/** Opens code in a string of many languages. */
export const DOLLAR_CODE = "\\$\\{";
