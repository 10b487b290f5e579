import { MAX_IDENTIFIERS, MAX_IMPORTS, MAX_NAME_LENGTH, MAX_SPEC_LENGTH, MAX_WORDS } from "../limits.ts";
import type { Outline } from "../outline.ts";
import { languageOf } from "./languages.ts";

/** What the text at a path says about itself. Any text gets an answer; of one in no known language the number of lines. */
export function outlineOf(path: string, text: string): Outline {
  const lines = lineCount(text);
  const language = languageOf(path, text);
  if (language === undefined) return { lines, symbols: [], imports: [], words: [], identifiers: [] };
  const source = language.blank(text);
  const imports = language.imports(source).filter(({ spec }) => spec.length <= MAX_SPEC_LENGTH);
  return {
    lines,
    symbols: language.symbols(source, path),
    imports: imports.toSorted((a, b) => a.line - b.line).slice(0, MAX_IMPORTS),
    words: wordsOf(source.comments),
    identifiers: identifiersOf(source.code),
  };
}

/** A line end at the very end begins no further line. */
function lineCount(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return text === "" || text.endsWith("\n") ? lines : lines + 1;
}

const SECRET_LINE = /pass(?:word|phrase|wd)|secret|token|credential|api.?key|private.?key/i;

/** Words of letters only, and none from a line that speaks of secrets: what follows there may be one. */
function wordsOf(comments: readonly string[]): readonly string[] {
  const words = new Set<string>();
  for (const line of comments.join("\n").split("\n")) {
    if (SECRET_LINE.test(line)) continue;
    for (const [word] of line.matchAll(/(?<![\w-])\p{L}{3,24}(?![\w-])/gu)) words.add(word.toLowerCase());
    if (words.size >= MAX_WORDS) break;
  }
  return [...words].slice(0, MAX_WORDS);
}

function identifiersOf(code: string): readonly string[] {
  const names = new Set<string>();
  for (const [name] of code.matchAll(/[\p{L}_$][\p{L}\p{N}_$]+/gu)) {
    if (name.length <= MAX_NAME_LENGTH) names.add(name);
    if (names.size >= MAX_IDENTIFIERS) break;
  }
  return [...names];
}

/** The text with blanks where comments and strings are; as it is where the language is not known. */
export const codeOf = (path: string, text: string): string => languageOf(path, text)?.blank(text).code ?? text;
