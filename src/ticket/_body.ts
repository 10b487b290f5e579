import { isEventClose, isEventOpen } from "./_event-text.ts";
import { type Line, linesOf } from "./_lines.ts";
import type { Problem } from "./model.ts";
import { problem } from "./problems.ts";

/** A part of the body: what stands above the first `## ` heading (heading `""`), or one section. */
export interface Part {
  readonly heading: string;
  readonly line: number;
  /** Start of the heading's line. */
  readonly start: number;
  /** Behind the heading's line, its line end included. */
  readonly contentStart: number;
  /** Start of the next part, or the end of the text. */
  readonly end: number;
  /** The lines between heading and next part. */
  readonly lines: readonly Line[];
  /** Whether the heading's line ends with CRLF. */
  readonly crlf: boolean;
}

const HEADING = /^##[ \t]+(?=\S)(.*?)(?:[ \t]+#+)?[ \t\r]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;

/**
 * Splits the body at its `## ` headings. Headings inside code fences, HTML comments and events are text. A fence or
 * comment that is never closed hides nothing; lines of events close neither, so that a fence left open in a section
 * cannot reach into the thread.
 */
export function readParts(text: string, from: number, problems: Problem[]): readonly Part[] {
  const lines = linesOf(text, { from, to: text.length, firstNumber: countLines(text, from) });
  const events = eventLines(text, lines);
  const closers = findClosers(text, lines, events);
  const headings: { readonly index: number; readonly heading: string }[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    const shown = text.slice(line.start, line.end);
    if (shown.startsWith("<<<<<<< ") && events[index] !== true) {
      const message = "here is a conflict of a git merge that was not resolved";
      problems.push(problem("conflict-markers", message, { line: line.number, column: 1 }));
    }
    const heading = events[index] === true ? undefined : HEADING.exec(shown)?.[1];
    if (heading !== undefined) headings.push({ index, heading });
    index = events[index] === true ? index + 1 : skipOpaque({ shown, line, index }, closers, problems);
  }
  return partsAt(text, lines, headings);
}

/** The text of a part without the blank lines around it, with `\n` line ends. */
export function partBody(text: string, part: Part): string {
  const { first, last } = visibleLines(part);
  const kept = part.lines.slice(first, last + 1);
  return kept.map((line) => text.slice(line.start, part.crlf ? line.end : lineStop(text, line))).join("\n");
}

/** Indices of the first and last line that are not blank; `last` is -1 when there is none. */
export function visibleLines(part: Part): { readonly first: number; readonly last: number } {
  const first = part.lines.findIndex((line) => line.at < line.end);
  const last = part.lines.findLastIndex((line) => line.at < line.end);
  return { first: Math.max(first, 0), last };
}

function partsAt(
  text: string,
  lines: readonly Line[],
  headings: readonly { readonly index: number; readonly heading: string }[],
): readonly Part[] {
  const [firstHeading] = headings;
  const preamble = lines.slice(0, firstHeading?.index ?? lines.length);
  const parts: Part[] = [];
  const [firstLine] = lines;
  if (firstLine !== undefined && preamble.some((line) => line.at < line.end)) {
    parts.push({
      heading: "",
      line: firstLine.number,
      start: firstLine.start,
      contentStart: firstLine.start,
      end: preamble.at(-1)?.next ?? text.length,
      lines: preamble,
      crlf: firstLine.next - firstLine.end === 2,
    });
  }
  for (const [order, { index, heading }] of headings.entries()) {
    const line = lines[index];
    if (line === undefined) continue;
    const stop = headings[order + 1]?.index ?? lines.length;
    parts.push({
      heading,
      line: line.number,
      start: line.start,
      contentStart: line.next,
      end: lines[stop]?.start ?? text.length,
      lines: lines.slice(index + 1, stop),
      crlf: line.next - line.end === 2,
    });
  }
  return parts;
}

interface Here {
  readonly shown: string;
  readonly line: Line;
  readonly index: number;
}

/** Index of the next line to look at: behind a fence or comment that begins here, else the next one. */
function skipOpaque(here: Here, closers: Closers, problems: Problem[]): number {
  const { shown, line, index } = here;
  const fence = openingFence(shown);
  if (fence !== undefined) {
    const close = closers.fence(index, fence);
    if (close !== undefined) return close + 1;
    const hint = `close it with a line ${fence.slice(0, 3)}`;
    problems.push(
      problem("fence-unclosed", "the code fence that opens here is never closed", { line: line.number, hint }),
    );
    return index + 1;
  }
  if (!/^ {0,3}<!--/.test(shown) || shown.includes("-->", shown.indexOf("<!--") + 4)) return index + 1;
  const close = closers.comment(index);
  if (close !== undefined) return close + 1;
  const hint = "close it with -->";
  problems.push(
    problem("comment-unclosed", "the HTML comment that opens here is never closed", { line: line.number, hint }),
  );
  return index + 1;
}

function openingFence(shown: string): string | undefined {
  const [, fence, info = ""] = FENCE.exec(shown) ?? [];
  return fence === undefined || (fence.startsWith("`") && info.includes("`")) ? undefined : fence;
}

interface Closers {
  fence(after: number, fence: string): number | undefined;
  comment(after: number): number | undefined;
}

/** Finds closing lines. What a search passes over is skipped by the caller, so all searches together take linear time. */
function findClosers(text: string, lines: readonly Line[], events: readonly boolean[]): Closers {
  const fences: { readonly index: number; readonly mark: string; readonly length: number }[] = [];
  const comments: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (events[index] === true) continue;
    const mark = text[line.at] ?? "";
    const shown = text.slice(line.start, line.end);
    if ((mark === "`" || mark === "~") && /^ {0,3}(`{3,}|~{3,})[ \t]*$/.test(shown)) {
      fences.push({ index, mark, length: shown.trim().length });
    }
    if (shown.includes("-->")) comments.push(index);
  }
  const longest = suffixMaximum(fences);
  let fenceAt = 0;
  let commentAt = 0;
  return {
    fence(after, fence) {
      while (fenceAt < fences.length && (fences[fenceAt]?.index ?? 0) <= after) fenceAt++;
      if ((longest(fenceAt, fence[0] ?? "") ?? 0) < fence.length) return undefined;
      let at = fenceAt;
      while (fences[at]?.mark !== fence[0] || (fences[at]?.length ?? 0) < fence.length) at++;
      return fences[at]?.index;
    },
    comment(after) {
      while (commentAt < comments.length && (comments[commentAt] ?? 0) <= after) commentAt++;
      return comments[commentAt];
    },
  };
}

/** Longest closing fence of a mark from an index on: tells at once that an opening one is never closed. */
function suffixMaximum(
  fences: readonly { readonly mark: string; readonly length: number }[],
): (from: number, mark: string) => number | undefined {
  const ticks: number[] = new Array(fences.length).fill(0);
  const tildes: number[] = new Array(fences.length).fill(0);
  let tick = 0;
  let tilde = 0;
  for (let index = fences.length - 1; index >= 0; index--) {
    const fence = fences[index];
    if (fence?.mark === "`") tick = Math.max(tick, fence.length);
    if (fence?.mark === "~") tilde = Math.max(tilde, fence.length);
    ticks[index] = tick;
    tildes[index] = tilde;
  }
  return (from, mark) => (mark === "`" ? ticks[from] : tildes[from]);
}

/** Marks the lines of complete events, their opening and closing comments included. */
function eventLines(text: string, lines: readonly Line[]): readonly boolean[] {
  const marks: boolean[] = new Array(lines.length).fill(false);
  let open: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (text[line.start] !== "<") continue;
    const shown = text.slice(line.start, line.end);
    if (isEventOpen(shown)) open = index;
    if (open === undefined || !isEventClose(shown)) continue;
    marks.fill(true, open, index + 1);
    open = undefined;
  }
  return marks;
}

function lineStop(text: string, line: Line): number {
  return text[line.next - 1] === "\n" && line.next > line.start ? line.next - 1 : line.next;
}

function countLines(text: string, to: number): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
