import { CODE_CHARS } from "./_tool-limits.ts";

/** A line without what formatters change: white space, and punctuation at its end. */
export function lineText(line: string): string {
  return line
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[\s,;]+$/, "");
}

/** The lines of a file, and in which of the file's own parts each of them is. */
export interface CodeLines {
  readonly lines: readonly string[];
  /** For each line the function, class or value that was last begun at the file's left edge; empty before the first. */
  readonly symbols: readonly string[];
}

/** Prepares a file for `codeAt`. */
export function codeLines(text: string): CodeLines {
  const lines = text.split(/\r?\n/);
  let symbol = "";
  const symbols = lines.map((line) => {
    if (/^[A-Za-z]/.test(line)) symbol = DECLARATION.exec(line.slice(0, 300))?.[1] ?? symbol;
    return symbol;
  });
  return { lines, symbols };
}

/** How the common languages begin a part at the left edge of a file. */
const DECLARATION =
  /^(?:(?:export|default|declare|abstract|async|static|public|private|protected|internal|final|open|sealed|data|unsafe|pub(?:\([a-z ]*\))?) +){0,4}(?:function\*?|class|interface|enum|type|const|let|var|def|func|fn|struct|impl|trait|module|namespace|object|record|protocol|extension|mod) +(?:\([^)]*\) *)?([\w$]+)/;

/**
 * The code at a place, as it stays when lines move, when the file is renamed, and when a formatter breaks and indents lines anew: the part of
 * the file and the word that the place begins with, and nothing of what stands around it. Without a column it is the whole line.
 * Undefined where there is no such line, or nothing on it.
 */
export function codeAt({ lines, symbols }: CodeLines, line: number, column?: number): string | undefined {
  const text = lines[line - 1];
  if (text === undefined) return undefined;
  const code = column === undefined ? significant(text) : (wordAt(text, column) ?? significant(text));
  return code === "" ? undefined : `${symbols[line - 1] ?? ""} ${code.slice(0, CODE_CHARS)}`;
}

/** A name, a number, the beginning of a text in quotes, or a sign such as `==`. */
function wordAt(line: string, column: number): string | undefined {
  const rest = line.slice(column - 1, column - 1 + 10 * CODE_CHARS);
  const word = /^[\w$]+|^["'`][^"'`]*|^[^\s\w"'`]{1,3}/.exec(rest)?.[0];
  return word === undefined ? undefined : significant(word);
}

/** Without blanks, and without the marks that formatters add, leave out and change. */
const significant = (text: string): string =>
  text
    .slice(0, 2_000)
    .replaceAll(/[\s,;()]+/g, "")
    .replaceAll(/['`]/g, '"');
