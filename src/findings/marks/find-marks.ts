import type { Comment, Language } from "./language.ts";
import { MARK_WORDS, type MarkPlace, type MarkWord, markIn } from "./mark-rule.ts";
import { type Part, scanComments, scanPart } from "./scan-comments.ts";

/** Lines of a comment that can belong to one mark. */
const MAX_TEXT_LINES = 10;
/** Marks of one file; more are not the work of people. */
const MAX_MARKS = 2_000;
/** Of a longer line only the part around the mark is read. */
const MAX_LINE_CHARS = 2_000;
/** As far from a mark code is looked at to know it again, and so many letters of it count. */
const NEAR_CHARS = 400;
const NEAR_LETTERS = 24;

/** A note in a comment that something is left to do. */
export interface Mark {
  readonly word: MarkWord;
  /** What the comment says behind it, in one line; empty when the mark stands alone. */
  readonly text: string;
  readonly owner: string | undefined;
  /** 1-based. */
  readonly line: number;
  /** The lines of the comment, as they stand there. */
  readonly excerpt: string;
  /** Code beside or below a mark without a text, for people. */
  readonly beside: string;
  /** The letters of code nearest to such a mark, by which it is known again however the code is laid out. */
  readonly near: string;
}

export interface Marks {
  readonly marks: readonly Mark[];
  /** False when there are more than are kept. */
  readonly isWhole: boolean;
}

/** Finds the marks in the comments of a text. */
export function findMarks(text: string, language: Language): Marks {
  return mayHold(text) ? marksIn(text, scanComments(text, language), text.length) : { marks: [], isWhole: true };
}

export interface MarksOfPart extends Marks {
  /** All marks in front of it are found; the search goes on from there. */
  readonly upTo: number;
}

/** The same for a part of a text; lines are counted from the beginning of the part. */
export function findMarksInPart(text: string, language: Language, part: Part): MarksOfPart {
  const { comments, upTo } = scanPart(text, language, part);
  const end = part.edge === "more" ? beforeLastLines(text, comments, upTo) : upTo;
  return { ...marksIn(text, comments, end), upTo: Math.max(part.from, end) };
}

/**
 * Comments of one line at the edge may go on behind it, and code that tells a mark without a text from another may stand there. A mark
 * further above has both already.
 */
function beforeLastLines(text: string, comments: readonly Comment[], upTo: number): number {
  let end = upTo;
  for (const [at, comment] of comments.toReversed().entries()) {
    const goesOn = comment.kind !== "block" && /^[^\S\n]*\n?[^\S\n]*$/.test(text.slice(comment.end, end));
    const isNear = comment.end + NEAR_CHARS > text.length;
    if (!isNear && (!goesOn || at >= MAX_TEXT_LINES)) break;
    end = comment.start;
  }
  return end;
}

/** Those that begin in front of a place. */
function marksIn(text: string, comments: readonly Comment[], upTo: number): Marks {
  const lines = linesOf(text, comments);
  const marks: Mark[] = [];
  for (let at = 0; at < lines.length && marks.length < MAX_MARKS; at += 1) {
    const line = lines[at];
    if (line === undefined || line.start >= upTo) break;
    const place = markIn(line.text);
    if (place === undefined) continue;
    const more = continuation(lines, at);
    marks.push(markOf(text, [line, ...more], place));
  }
  return { marks, isWhole: marks.length < MAX_MARKS };
}

const mayHold = (text: string): boolean => MARK_WORDS.some((word) => text.includes(word));

/** One line of a comment. */
interface CommentLine {
  /** Without the signs that make it a comment. */
  readonly text: string;
  /** Where it begins in the file. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Where the comment begins on its line; lines of one block have the block's own. */
  readonly column: number;
  /** Lines of one block have one number; a comment of one line has none. */
  readonly block: number | undefined;
  /** Nothing but the comment stands on the line. */
  readonly alone: boolean;
}

const OPENING =
  /^\s*(?:\/\*+!?|\/\/+!?|#+!?|<!--+|<%--|<%#|\{\{!-*|\{\{\/\*|--\[=*\[|--+|\{-|\(\*+|#=|<#|;+|%+|\{#|=begin)/;
const CLOSING = /(?:\*+\/|--+>|--%>|%>|-*\}\}|\*\/\}\}|\]=*\]|-\}|\*\)|=#|#>|#\}|=end)\s*$/;

/** The lines of those comments that hold a word to look for, with the comments right below them. */
function linesOf(text: string, comments: readonly Comment[]): readonly CommentLine[] {
  const lines: CommentLine[] = [];
  let counted = 0;
  let line = 1;
  let wanted = 0;
  for (const [block, comment] of comments.entries()) {
    const holds = mayHold(text.slice(comment.start, comment.end));
    if (holds) wanted = MAX_TEXT_LINES;
    else if (wanted <= 0 || comment.kind === "block") continue;
    wanted -= 1;
    line += newLines(text, counted, comment.start);
    counted = comment.start;
    lines.push(...split(text, comment, { line, block }));
  }
  return lines;
}

function newLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function split(text: string, comment: Comment, first: { line: number; block: number }): readonly CommentLine[] {
  const { start, end, kind } = comment;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const alone = text.slice(Math.max(lineStart, start - MAX_LINE_CHARS), start).trim() === "";
  const column = start - lineStart;
  const block = kind === "block" ? first.block : undefined;
  const made: CommentLine[] = [];
  let at = start;
  for (const raw of text.slice(start, end).split("\n")) {
    const isLast = at + raw.length >= end;
    let bare = at === start ? raw.replace(OPENING, "") : raw;
    if (kind === "block" && isLast) bare = bare.replace(CLOSING, "");
    made.push({
      text: bounded(bare),
      start: at,
      end: at + raw.length,
      line: first.line + made.length,
      column,
      block,
      alone,
    });
    at += raw.length + 1;
  }
  return made;
}

function bounded(line: string): string {
  if (line.length <= MAX_LINE_CHARS) return line;
  const at = Math.max(0, Math.min(...MARK_WORDS.map((word) => line.indexOf(word)).filter((place) => place >= 0)) - 20);
  return line.slice(at, at + MAX_LINE_CHARS);
}

const ENDS_TEXT =
  /^[\s*/#;!-]*(?:$|@\w|[-=*_#~]{4,}\s*$|(?:eslint|prettier|biome|tslint|@ts|noqa|pylint|istanbul|c8|nolint)\b)/;

/** The lines below that go on with the text: of the same block, or comments of one line right below and right under it. */
function continuation(lines: readonly CommentLine[], at: number): readonly CommentLine[] {
  const first = lines[at];
  const more: CommentLine[] = [];
  for (let next = at + 1; next < lines.length && more.length < MAX_TEXT_LINES - 1; next += 1) {
    const [before, line] = [lines[next - 1], lines[next]];
    if (first === undefined || before === undefined || line === undefined || !goesOn(first, before, line)) break;
    more.push(line);
  }
  return more;
}

function goesOn(first: CommentLine, before: CommentLine, line: CommentLine): boolean {
  if (line.block !== first.block || line.line !== before.line + 1) return false;
  if (line.block === undefined && (!line.alone || line.column !== first.column)) return false;
  return !ENDS_TEXT.test(line.text) && markIn(line.text) === undefined;
}

const DECORATION = /^[\s*|]+|\s+$/g;

function markOf(text: string, lines: readonly CommentLine[], { word, owner, textAt }: MarkPlace): Mark {
  const [first] = lines;
  const said = lines.map((line, at) => (at === 0 ? line.text.slice(textAt) : line.text.replace(DECORATION, "")));
  const plain = said.join(" ").replace(/\s+/g, " ").trim();
  const start = first?.start ?? 0;
  const end = lines.at(-1)?.end ?? start;
  return {
    word,
    text: plain,
    owner,
    line: first?.line ?? 1,
    excerpt: text.slice(start, end),
    ...(plain === ""
      ? { beside: besideOf(text, start, end), near: nearOf(text, { start, end, alone: first?.alone === true }) }
      : { beside: "", near: "" }),
  };
}

function besideOf(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(text.lastIndexOf("\n", start - 1) + 1, start - MAX_LINE_CHARS), start);
  const below = text.slice(end, end + MAX_LINE_CHARS).split("\n");
  const code = [before, ...below.slice(1)].find((line) => /\w/.test(line)) ?? "";
  return code.replace(/\s+/g, " ").trim().slice(0, 200);
}

/** Of code that stands in front of the mark on its line, the last letters; else the first ones below. Layout has none. */
function nearOf(text: string, { start, end, alone }: Pick<CommentLine, "start" | "end" | "alone">): string {
  const lettersIn = (from: number, to: number): readonly string[] =>
    text.slice(Math.max(0, from), to).match(/[\p{L}\p{N}_]/gu) ?? [];
  const letters = alone
    ? lettersIn(end, end + NEAR_CHARS).slice(0, NEAR_LETTERS)
    : lettersIn(start - NEAR_CHARS, start).slice(-NEAR_LETTERS);
  return letters.join("");
}
