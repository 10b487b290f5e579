import type { Line } from "../change.ts";
import type { Syntax } from "./syntax.ts";

/**
 * Lines of a change that follow each other in the file, split into what is code and what is comment. Both texts have the length of
 * the original, with spaces where the other one stands; what is in quotes is blank in both.
 */
export interface CodeRun {
  readonly first: number;
  readonly text: string;
  readonly code: string;
  readonly comments: string;
}

/** Splits changed lines into runs. A text or comment that was opened above the run cannot be known, so a run begins as code. */
export function codeRuns(lines: readonly Line[], syntax: Syntax): readonly CodeRun[] {
  return runsOf(lines).map((run) => {
    const text = run.map((line) => line.text).join("\n");
    return { first: run[0]?.number ?? 1, text, ...splitText(text, syntax) };
  });
}

/** The line of the file in which a place of the run lies. */
export function lineOf(run: CodeRun, offset: number): number {
  return run.first + (run.text.slice(0, offset).match(/\n/g)?.length ?? 0);
}

function runsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.at(-1)?.number === line.number - 1) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

type Kind = "code" | "comment" | "text";

interface Piece {
  readonly kind: Kind;
  readonly end: number;
}

function splitText(text: string, syntax: Syntax): { readonly code: string; readonly comments: string } {
  const code: string[] = [];
  const comments: string[] = [];
  let lastCode = "";
  for (let at = 0; at < text.length; ) {
    const { kind, end } = pieceAt({ text, at, syntax, lastCode });
    const piece = text.slice(at, end);
    const blank = piece.replace(/[^\n]/g, " ");
    // The marks of a text stay, so that `foo("")` is still told from `foo()`.
    code.push(kind === "code" ? piece : kind === "text" ? `"${blank.slice(1, -1)}"`.slice(0, piece.length) : blank);
    comments.push(kind === "comment" ? piece : blank);
    if (kind === "text") lastCode = '"';
    if (kind === "code" && piece.trim() !== "") lastCode = `${lastCode}${piece}`.slice(-12);
    if (kind === "code" && piece.trim() === "" && piece !== "") lastCode = `${lastCode} `.slice(-12);
    at = end;
  }
  return { code: code.join(""), comments: comments.join("") };
}

interface Spot {
  readonly text: string;
  readonly at: number;
  readonly syntax: Syntax;
  readonly lastCode: string;
}

function pieceAt(spot: Spot): Piece {
  return commentAt(spot) ?? longTextAt(spot) ?? shortTextAt(spot) ?? patternAt(spot) ?? codeAt(spot);
}

/** Words and spaces open nothing, so they are taken at once; any other character alone. */
function codeAt({ text, at }: Spot): Piece {
  const words = /[\w$ \t\n]+/y;
  words.lastIndex = at;
  return { kind: "code", end: at + Math.max(1, words.exec(text)?.[0].length ?? 0) };
}

function commentAt({ text, at, syntax }: Spot): Piece | undefined {
  if (syntax.lineComments.some((mark) => text.startsWith(mark, at))) return { kind: "comment", end: lineEnd(text, at) };
  const [open, close] = syntax.blockComment ?? [];
  if (open === undefined || close === undefined || !text.startsWith(open, at)) return undefined;
  const end = text.indexOf(close, at + open.length);
  return { kind: "comment", end: end < 0 ? lineEnd(text, at) : end + close.length };
}

/** One that does not end within the run is taken to end with its line: nothing after it may hide. */
function longTextAt({ text, at, syntax }: Spot): Piece | undefined {
  const mark = syntax.longQuotes.find((quote) => text.startsWith(quote, at));
  if (mark === undefined) return undefined;
  for (let end = at + mark.length; end < text.length; end += 1) {
    if (text[end] === "\\") end += 1;
    else if (text.startsWith(mark, end)) return { kind: "text", end: end + mark.length };
  }
  return { kind: "code", end: at + mark.length };
}

function shortTextAt({ text, at, syntax }: Spot): Piece | undefined {
  const quote = text[at] ?? "";
  if (syntax.charQuote && quote === "'") {
    const one = /^'(?:\\[^\n]|[^\\'\n])'/.exec(text.slice(at, at + 4));
    return one === null ? undefined : { kind: "text", end: at + one[0].length };
  }
  if (!syntax.quotes.includes(quote)) return undefined;
  const end = endOfMark(text, at + 1, quote);
  return end === undefined ? undefined : { kind: "text", end };
}

/** A slash divides after a value; where a value is expected it opens a pattern. */
function patternAt({ text, at, syntax, lastCode }: Spot): Piece | undefined {
  if (syntax.patterns !== true || text[at] !== "/") return undefined;
  const before = lastCode.trimEnd();
  if (before !== "" && !/[=(,:;[!&|?{}+\-*%<>~^]$|\b(?:return|typeof|case|in|of)$/.test(before)) return undefined;
  const end = endOfMark(text, at + 1, "/");
  return end === undefined ? undefined : { kind: "text", end };
}

/** Behind the closing mark on the same line; a class `[/]` in a pattern and what follows a backslash do not close it. */
function endOfMark(text: string, from: number, mark: string): number | undefined {
  let inClass = false;
  for (let at = from; at < text.length && text[at] !== "\n"; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (mark === "/" && character === "[") inClass = true;
    else if (mark === "/" && character === "]") inClass = false;
    else if (character === mark && !inClass) return at + 1;
  }
  return undefined;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
