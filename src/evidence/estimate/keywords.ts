import { wordsOf } from "../likeness/words.ts";

/** Which of the keywords stand in a text as whole words, in the order of the list: "address" does not hold "add". */
export function keywordsIn(text: string, keywords: readonly string[]): readonly string[] {
  // Once with and once without a cut at capitals: parseError says error, and ReDoS is one word.
  const [cut, whole] = [wordsOf(text), wordsOf(text.toLowerCase())];
  return keywords.filter((keyword) => [cut, whole].some((words) => holds(words, wordsOf(keyword))));
}

/** A keyword may be of several words; then they stand one after the other. */
function holds(words: readonly string[], wanted: readonly string[]): boolean {
  return words.some((_, at) => wanted.every((keyword, nth) => isFormOf(words[at + nth] ?? "", keyword)));
}

/** The word itself, or one of its plain forms: adds, added, adding; crashes; optimizing; vulnerabilities. */
function isFormOf(word: string, keyword: string): boolean {
  if (word === keyword) return true;
  const stem = keyword.replace(/[ey]$/, "");
  if (!word.startsWith(stem)) return false;
  const ending = word.slice(stem.length);
  if (keyword.endsWith("y")) return ["ies", "ied", "ys", "ying", "yed"].includes(ending);
  if (keyword.endsWith("e")) return ["es", "ed", "ing"].includes(ending);
  return ["s", "es", "ed", "ing"].includes(ending);
}
