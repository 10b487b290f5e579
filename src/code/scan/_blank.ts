import type { Lexeme } from "./_lexis.ts";

/** A text beside the same text with blanks where comments and the insides of strings are: offsets and lines agree. */
export interface Source {
  readonly text: string;
  readonly code: string;
  readonly comments: readonly string[];
}

export type Blank = (text: string) => Source;

/** Makes the function that blanks out what is not code in one language. */
export function blanker(lexemes: readonly Lexeme[]): Blank {
  const opening = new RegExp(lexemes.map(({ open }) => `(${open})`).join("|"), "g");
  return (text) => blankOut(text, lexemes, opening);
}

function blankOut(text: string, lexemes: readonly Lexeme[], opening: RegExp): Source {
  const pieces: string[] = [];
  const comments: string[] = [];
  let done = 0;
  opening.lastIndex = 0;
  for (let opened = opening.exec(text); opened !== null; opened = opening.exec(text)) {
    const lexeme = lexemes[opened.indexOf(opened[0], 1) - 1];
    if (lexeme === undefined || lexeme.when?.(text, opened.index) === false) {
      opening.lastIndex = opened.index + 1;
      continue;
    }
    const end = Math.max(lexeme.end(text, opening.lastIndex, opened[0]), opening.lastIndex);
    if (lexeme.kind === "comment") comments.push(text.slice(opened.index, end));
    pieces.push(text.slice(done, opened.index), stoodFor(lexeme, text.slice(opened.index, end)));
    done = end;
    opening.lastIndex = end;
  }
  pieces.push(text.slice(done));
  return { text, code: pieces.join(""), comments };
}

/** Strings keep their ends, so that an import can be told by its quotes; a directive keeps its first sign. */
function stoodFor({ kind }: Lexeme, piece: string): string {
  if (kind === "comment" || piece.length < 2) return blanks(piece);
  const first = piece[0] ?? "";
  const last = piece.at(-1) ?? "";
  if (kind === "directive") return first + blanks(piece.slice(1));
  return first + blanks(piece.slice(1, -1)) + (last === "\n" ? last : closing(last));
}

const closing = (last: string): string => (/["'`]/.test(last) ? last : " ");

function blanks(piece: string): string {
  if (!piece.includes("\n")) return " ".repeat(piece.length);
  return piece
    .split("\n")
    .map((line) => " ".repeat(line.length))
    .join("\n");
}
