/** One physical line; all numbers but `number` are offsets in the text. */
export interface Line {
  readonly start: number;
  /** First character that is no blank; equal to `end` on a blank line. */
  readonly at: number;
  /** Behind the last character, line end not included. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
  /** Column of `at`, from 0. */
  readonly indent: number;
  /** From 1. */
  readonly number: number;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** A part of a text by its offsets, and the number of the line it begins with. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly firstNumber: number;
}

/** Splits part of a text into lines; LF and CRLF both end a line. */
export function linesOf(text: string, { from, to, firstNumber }: Stretch): Line[] {
  const lines: Line[] = [];
  let start = from;
  let number = firstNumber;
  while (start < to) {
    const found = text.indexOf("\n", start);
    const stop = found === -1 || found >= to ? to : found;
    const next = stop === to ? to : stop + 1;
    const end = stop > start && stop < to && text.charCodeAt(stop - 1) === CR ? stop - 1 : stop;
    const at = firstVisible(text, start, end);
    lines.push({ start, at, end, next, indent: at - start, number });
    start = next;
    number++;
  }
  return lines;
}

export function isBlank(line: Line): boolean {
  return line.at === line.end;
}

/** The line end in use at an offset: that of the line the offset is in, else that of the text's first line. */
export function lineEndAt(text: string, offset: number): "\n" | "\r\n" {
  const here = text.indexOf("\n", offset);
  const found = here === -1 ? text.indexOf("\n") : here;
  return found > 0 && text.charCodeAt(found - 1) === CR ? "\r\n" : "\n";
}

function firstVisible(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== TAB && code !== CR && code !== LF) return at;
    at++;
  }
  return at;
}
