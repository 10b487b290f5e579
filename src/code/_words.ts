/** The words a name is made of, in lower case: `parseHTTPUrl_v2` is parse, http, url and v2. */
export function wordsOfName(name: string): readonly string[] {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).filter((word) => word.length > 1);
}

/**
 * A word as the full text keeps it: in lower case, and letters beyond a to z by their numbers. SQLite knows the letters of an older
 * Unicode, and would cut a word at each it does not know.
 */
export const tokenOf = (word: string): string =>
  word.toLowerCase().replace(/[^a-z0-9_$]/gu, (letter) => `u${letter.codePointAt(0)?.toString(16)}`);

/** The pieces of a name under which the full text keeps it. */
export const tokensOf = (name: string): readonly string[] => (name.match(/[\p{L}\p{N}_$]+/gu) ?? []).map(tokenOf);

const ENDINGS = ["ations", "ation", "ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "s", "y"];

/** The word without its ending, where enough is left to be told from others. */
export function stemOf(word: string): string {
  const ending = ENDINGS.find((end) => word.endsWith(end) && word.length - end.length >= 4);
  return ending === undefined ? word : word.slice(0, -ending.length);
}
