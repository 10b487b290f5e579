import { type Compiled, compiled, type Token } from "./compiled.ts";
import type { Comment, Embedded, HereText, Language } from "./language.ts";

/** What begins so shortly before the end of a part is looked at with the next one. */
const EDGE_CHARS = 4_096;
/** Deepest nesting of code in strings, and of one language in another. */
const MAX_NESTING = 100;
/** What is opened and never closed costs a search up to the end each time. */
const MAX_UNCLOSED = 50;

/**
 * Finds the comments of a text, in order; strings hide what looks like one. It never throws: what is opened and not closed is taken
 * for something else, and the search goes on behind it.
 */
export function scanComments(text: string, language: Language): readonly Comment[] {
  const comments: Comment[] = [];
  walk({ text, language, comments, depth: 0 }, 0);
  return comments;
}

/** A piece of a text: where to begin in it, and whether there is more behind it, and room for more. */
export interface Part {
  readonly from: number;
  readonly edge: "more" | "full" | "last";
}

export interface ScannedPart {
  /** Those that begin in front of `upTo`. */
  readonly comments: readonly Comment[];
  /** A place outside of every comment and string, from which the search goes on when there is more of the text. */
  readonly upTo: number;
}

/** The same for a part of a text. What is opened in it and not closed waits for more text, while there is room for that. */
export function scanPart(text: string, language: Language, { from, edge }: Part): ScannedPart {
  const comments: Comment[] = [];
  if (edge === "last") {
    walk({ text, language, comments, depth: 0 }, from);
    return { comments, upTo: text.length };
  }
  const cut: Cut = { from, horizon: text.length - EDGE_CHARS, isFull: edge === "full", upTo: from };
  walk({ text, language, comments, depth: 0, cut }, from);
  return { comments: comments.filter(({ start }) => start < cut.upTo), upTo: cut.upTo };
}

interface Cut {
  readonly from: number;
  /** Nothing that begins behind it is looked at. */
  readonly horizon: number;
  /** There is no room for more, so what begins the part and is not closed in it never will be. */
  readonly isFull: boolean;
  upTo: number;
}

interface Place {
  readonly text: string;
  readonly language: Language;
  readonly comments: Comment[];
  readonly depth: number;
  /** Where the text is a part; not within an embedded language. */
  readonly cut?: Cut;
}

interface Walk extends Place {
  readonly search: Compiled;
  /** Strings that are interrupted by code, with the braces open in it. */
  readonly interrupted: { readonly end: RegExp; braces: number }[];
  /** From the line end before the text to the line end behind it. */
  hereText: { readonly start: number; readonly end: number } | undefined;
  unclosed: number;
  hasLeft: boolean;
}

type StringToken = Extract<Token, { readonly is: "string" }>;

interface Found {
  readonly token: Token;
  readonly start: number;
  readonly opened: string;
  /** The place behind it. */
  readonly after: number;
}

/** Goes through one language from a place on, and gives the place where it ends. */
function walk(place: Place, from: number): number {
  const search = compiled(place.language);
  const on: Walk = { ...place, search, interrupted: [], hereText: undefined, unclosed: 0, hasLeft: false };
  let at = from;
  while (at < on.text.length && !on.hasLeft && on.unclosed <= MAX_UNCLOSED) {
    const found = nextToken(on, at);
    if (on.hereText !== undefined && (found === undefined || found.start >= on.hereText.start)) {
      at = on.hereText.end;
      if (on.cut?.isFull === false && at > on.cut.horizon) break;
      on.hereText = undefined;
    } else if (on.cut === undefined) {
      at = found === undefined ? on.text.length : step(on, found);
    } else {
      const next = stepInPart(on, { at, found, cut: on.cut });
      if (next === undefined) break;
      at = next;
    }
  }
  return at;
}

interface StepInPart {
  readonly at: number;
  readonly found: Found | undefined;
  readonly cut: Cut;
}

/** The same as a step, and keeps the last place outside of everything; undefined at the edge of the part. */
function stepInPart(on: Walk, { at, found, cut }: StepInPart): number | undefined {
  const before = on.unclosed;
  const isOutside = on.interrupted.length === 0 && on.hereText === undefined;
  if (found === undefined || found.start > cut.horizon) {
    if (isOutside) cut.upTo = Math.max(at, plainUpTo(on.text, cut));
    return undefined;
  }
  if (isOutside) cut.upTo = found.start;
  const next = step(on, found);
  const mustGoOn = cut.isFull && cut.upTo === cut.from;
  if (mustGoOn ? next >= on.text.length : next > cut.horizon || on.unclosed > before) return undefined;
  if (on.interrupted.length === 0 && on.hereText === undefined) cut.upTo = next;
  return next;
}

/** A line that is not whole may turn out to be something else. */
function plainUpTo(text: string, { horizon, isFull }: Cut): number {
  const lineStart = horizon <= 0 ? 0 : text.lastIndexOf("\n", horizon - 1) + 1;
  return isFull && lineStart === 0 ? horizon : lineStart;
}

function nextToken({ text, search, interrupted }: Walk, at: number): Found | undefined {
  const pattern = interrupted.length > 0 ? search.withBraces : search.plain;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const token = search.tokens[match.findIndex((group, index) => index > 0 && group !== undefined) - 1];
  const [opened] = match;
  // No opening is empty; were one, this would still come to an end.
  const after = Math.max(match.index + opened.length, at + 1);
  return { token: token ?? { is: "skip" }, start: match.index, opened, after };
}

/** The place behind what was found. */
function step(on: Walk, found: Found): number {
  const { token, after } = found;
  switch (token.is) {
    case "skip":
      return after;
    case "line":
      return keep(on, found, lineEnd(on, after));
    case "block":
      return keep(on, found, blockEnd(on, token.close, after));
    case "string":
      return stringEnd(on, found, token) ?? unclosed(on, after);
    case "special":
      return token.special.end(on.text, found.start, after) ?? unclosed(on, after);
    case "here-text":
      return noteHereText(on, found, token.hereText);
    case "embedded":
      return embeddedEnd(on, found, token);
    case "leave":
      on.hasLeft = true;
      return after;
    case "brace":
      return brace(on, found);
  }
}

function unclosed(on: Walk, after: number): number {
  on.unclosed += 1;
  return after;
}

function keep(on: Walk, { token, start, after }: Found, end: number | undefined): number {
  if (end === undefined) return unclosed(on, after);
  on.comments.push({ start, end, kind: token.is === "line" ? "line" : "block" });
  return end;
}

function lineEnd({ text, search }: Walk, from: number): number {
  if (search.leave !== undefined) {
    search.leave.lastIndex = from;
    return search.leave.exec(text)?.index ?? text.length;
  }
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function blockEnd({ text }: Walk, close: RegExp, from: number): number | undefined {
  close.lastIndex = from;
  for (let depth = 1; ; ) {
    const match = close.exec(text);
    if (match === null) return undefined;
    depth += match[2] === undefined ? 1 : -1;
    if (depth === 0) return close.lastIndex;
  }
}

function stringEnd(on: Walk, { opened, after }: Found, { form, end }: StringToken): number | undefined {
  if (end !== undefined) return quotedEnd(on, end, after);
  if (typeof form.close === "string") return undefined;
  const close = form.close(opened);
  if (form.lines === true) {
    const place = on.text.indexOf(close, after);
    return place < 0 ? undefined : place + close.length;
  }
  const rest = on.text.slice(after, lineEnd(on, after)).indexOf(close);
  return rest < 0 ? after : after + rest + close.length;
}

/** The place behind the string, or behind the mark that opens code in it. */
function quotedEnd(on: Walk, end: RegExp, from: number): number | undefined {
  end.lastIndex = from;
  for (;;) {
    const match = end.exec(on.text);
    if (match === null) return undefined;
    if (match[2] !== undefined) return match.index + match[0].length;
    if (match[1] === undefined) continue;
    if (on.interrupted.length >= MAX_NESTING) return undefined;
    on.interrupted.push({ end, braces: 0 });
    return end.lastIndex;
  }
}

function brace(on: Walk, { opened, after }: Found): number {
  const string = on.interrupted.at(-1);
  if (string === undefined) return after;
  if (opened === "{" || opened === "(") string.braces += 1;
  else if (string.braces > 0) string.braces -= 1;
  else {
    on.interrupted.pop();
    return quotedEnd(on, string.end, after) ?? unclosed(on, after);
  }
  return after;
}

/** A text whose last line is not found is none: `a << B` looks like the beginning of one. */
function noteHereText(on: Walk, { opened, after }: Found, { word, after: behind }: HereText): number {
  const start = on.text.indexOf("\n", after);
  if (start < 0) return after;
  const name = word(opened).replace(/[^\w]/g, "\\$&");
  const last = new RegExp(`^[ \\t]*${name}${behind ?? "[ \\t]*\\r?$"}`, "gm");
  last.lastIndex = on.hereText?.end ?? start;
  if (last.exec(on.text) === null) return unclosed(on, after);
  on.hereText = { start: on.hereText?.start ?? start, end: last.lastIndex };
  return after;
}

function embeddedEnd(on: Walk, { opened, after }: Found, { embedded }: { readonly embedded: Embedded }): number {
  const { text, comments, depth } = on;
  if (depth >= MAX_NESTING) return unclosed(on, after);
  const language = embedded.language(opened);
  if (embedded.close === undefined) return walk({ text, language, comments, depth: depth + 1 }, after);
  const close = new RegExp(embedded.close, "gi");
  close.lastIndex = after;
  const end = close.exec(text)?.index ?? text.length;
  walk({ text: text.slice(0, end), language, comments, depth: depth + 1 }, after);
  return end;
}
