/** The words of a text in lower case: camelCase, `_` and `-` split words, and single characters are no words. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word.length > 1);
}

/** The text in which only words and their order count: lower case, one space for any white space. */
export const plainText = (text: string): string => text.normalize("NFC").toLowerCase().replace(/\s+/gu, " ").trim();
