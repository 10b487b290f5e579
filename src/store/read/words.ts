/** Words are cut the way the full-text index cuts them: letters and digits. */
const WORD = /[\p{L}\p{N}\p{Co}]+/gu;
const MAX_WORDS = 12;
const SNIPPET_BEFORE = 40;
const SNIPPET_LENGTH = 140;

/** The words of a query, as they were typed: the index folds letters its own way, which no other does quite alike. */
export function wordsOf(text: string): readonly string[] {
  return [...text.normalize("NFC").matchAll(WORD)].map(([word]) => word).slice(0, MAX_WORDS);
}

/** How well a text fits: 0 unless it holds every word, else how often, with the title's line counting more. */
export function scoreText(text: string, words: readonly string[]): number {
  const folded = fold(text);
  const title = /^title:.*$/m.exec(folded)?.[0] ?? "";
  let score = 0;
  for (const word of words.map(fold)) {
    const found = countBeginnings(folded, word);
    if (found === 0) return 0;
    score += 1 - 1 / (1 + found) + 2 * countBeginnings(title, word);
  }
  return score;
}

/** A piece of the text around the first word found below the frontmatter, on one line. */
export function snippetOf(text: string, words: readonly string[]): string {
  const body = text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/, "").replace(/<!--[\s\S]*?-->|^#{1,6} .*$/gm, " ");
  const plain = body.replace(/\s+/g, " ");
  const folded = fold(plain);
  const places = words.map((word) => beginningAt(folded, fold(word))).filter((place) => place >= 0);
  const at = places.length === 0 ? 0 : Math.min(...places);
  const start = at <= SNIPPET_BEFORE ? 0 : plain.indexOf(" ", at - SNIPPET_BEFORE) + 1;
  const cut = plain.slice(start, start + SNIPPET_LENGTH).trim();
  return `${start > 0 ? "… " : ""}${cut}${start + SNIPPET_LENGTH < plain.length ? " …" : ""}`;
}

/** Accents of Latin letters go, as in the index; length stays: a place in the folded text is a place in the text. */
function fold(text: string): string {
  return /[^\u0000-\u007f]/.test(text) ? Array.from(text, foldCharacter).join("") : text.toLowerCase();
}

function foldCharacter(character: string): string {
  const lower = character.toLowerCase();
  if (character <= "\u007f") return lower;
  const base = /\p{Script=Latin}/u.test(character) ? lower.normalize("NFD").replace(/\p{M}/gu, "") : lower;
  return [base, lower].find(({ length }) => length === character.length) ?? character;
}

function countBeginnings(text: string, word: string): number {
  let count = 0;
  for (let at = beginningAt(text, word); at >= 0; at = beginningAt(text, word, at + word.length)) count += 1;
  return count;
}

function beginningAt(text: string, word: string, from = 0): number {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return at;
  }
  return -1;
}
