import { closingQuote, resolvePlain, unquote } from "./_yaml-scalar.ts";
import { MAX_YAML_DEPTH } from "./limits.ts";
import type { FieldValue } from "./model.ts";

/** What reading a list or map in brackets gave; `open` is the offset of what was never closed. */
export type Flow =
  | { readonly state: "read"; readonly value: FieldValue; readonly end: number; readonly nodes: number }
  | {
      readonly state: "duplicate";
      readonly key: string;
      readonly value: FieldValue;
      readonly end: number;
      readonly nodes: number;
    }
  | { readonly state: "open-list" | "open-quote" | "too-deep"; readonly open: number };

interface Cursor {
  readonly text: string;
  readonly to: number;
  at: number;
  nodes: number;
  duplicate: string | undefined;
}

interface Failure {
  readonly fail: "open-list" | "open-quote" | "too-deep";
  readonly open: number;
}

type Item = { readonly value: FieldValue } | Failure;

/** Reads the list or map that begins at `from`; it may span lines, up to `to`. */
export function readFlow(text: string, from: number, to: number): Flow {
  const cursor: Cursor = { text, to, at: from, nodes: 0, duplicate: undefined };
  const item = readCollection(cursor, 1);
  if ("fail" in item) return { state: item.fail, open: item.open };
  const { at: end, nodes, duplicate } = cursor;
  if (duplicate !== undefined) return { state: "duplicate", key: duplicate, value: item.value, end, nodes };
  return { state: "read", value: item.value, end, nodes };
}

function readCollection(cursor: Cursor, depth: number): Item {
  const open = cursor.at;
  if (depth > MAX_YAML_DEPTH) return { fail: "too-deep", open };
  const isList = cursor.text[open] === "[";
  const close = isList ? "]" : "}";
  const items: FieldValue[] = [];
  const pairs = new Map<string, FieldValue>();
  cursor.at++;
  for (;;) {
    skipBlanks(cursor);
    if (cursor.at >= cursor.to) return { fail: "open-list", open };
    const character = cursor.text[cursor.at];
    if (character === ",") {
      cursor.at++;
      continue;
    }
    if (character === close) {
      cursor.at++;
      return { value: isList ? items : Object.fromEntries(pairs) };
    }
    if (character === "]" || character === "}") return { fail: "open-list", open };
    const failure = isList ? readListItem(cursor, depth, items) : readPair(cursor, depth, pairs);
    if (failure !== undefined) return failure;
    skipBlanks(cursor);
    const after = cursor.text[cursor.at];
    if (cursor.at < cursor.to && after !== "," && after !== close) return { fail: "open-list", open };
  }
}

function readListItem(cursor: Cursor, depth: number, items: FieldValue[]): Failure | undefined {
  const start = cursor.at;
  const item = readItem(cursor, depth, "key");
  if ("fail" in item) return item;
  const key = keyText(cursor, start, item.value);
  if (!takeColon(cursor)) {
    items.push(item.value);
    return undefined;
  }
  const value = readAfterColon(cursor, depth);
  if ("fail" in value) return value;
  items.push(Object.fromEntries([[key, value.value]]));
  return undefined;
}

function readPair(cursor: Cursor, depth: number, pairs: Map<string, FieldValue>): Failure | undefined {
  const start = cursor.at;
  const item = readItem(cursor, depth, "key");
  if ("fail" in item) return item;
  const key = keyText(cursor, start, item.value);
  const value = takeColon(cursor) ? readAfterColon(cursor, depth) : { value: null };
  if ("fail" in value) return value;
  if (pairs.has(key)) cursor.duplicate ??= key;
  else pairs.set(key, value.value);
  return undefined;
}

function readAfterColon(cursor: Cursor, depth: number): Item {
  skipBlanks(cursor);
  const character = cursor.text[cursor.at];
  if (cursor.at >= cursor.to || character === "," || character === "]" || character === "}") return { value: null };
  return readItem(cursor, depth, "value");
}

function readItem(cursor: Cursor, depth: number, place: "key" | "value"): Item {
  cursor.nodes++;
  const start = cursor.at;
  const first = cursor.text[start];
  if (first === "[" || first === "{") return readCollection(cursor, depth + 1);
  if (first === '"' || first === "'") {
    const close = closingQuote(cursor.text, start, cursor.to);
    if (close === -1) return { fail: "open-quote", open: start };
    cursor.at = close + 1;
    return { value: unquote(cursor.text.slice(start, close + 1)) };
  }
  return { value: readPlain(cursor, place) };
}

/**
 * A plain item ends at a comma or the bracket that closes the collection. Brackets inside a word, as in `src/[id]/page.ts`,
 * are kept with it, although strict YAML refuses them.
 */
function readPlain(cursor: Cursor, place: "key" | "value"): FieldValue {
  const { text, to } = cursor;
  const start = cursor.at;
  let depth = 0;
  let at = start;
  for (; at < to; at++) {
    const character = text[at];
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") {
      if (depth === 0) break;
      depth--;
    } else if (character === ",") break;
    else if (character === "#" && isBlankAt(text, at - 1)) break;
    else if (character === ":" && place === "key" && endsKey(text, at + 1, to)) break;
  }
  cursor.at = at;
  const word = text.slice(start, at).replace(/[ \t\r\n]+$/, "");
  return word.includes("\n") ? word.replace(/[ \t]*\r?\n[ \t\r\n]*/g, " ") : resolvePlain(word);
}

/** The key's own text: `1: x` has the key `1`, however the value would be read. */
function keyText(cursor: Cursor, start: number, value: FieldValue): string {
  return typeof value === "string" ? value : cursor.text.slice(start, cursor.at).trim();
}

function takeColon(cursor: Cursor): boolean {
  skipBlanks(cursor);
  if (cursor.at >= cursor.to || cursor.text[cursor.at] !== ":") return false;
  cursor.at++;
  return true;
}

function skipBlanks(cursor: Cursor): void {
  const { text, to } = cursor;
  while (cursor.at < to) {
    if (isBlankAt(text, cursor.at)) cursor.at++;
    else if (text[cursor.at] === "#" && isBlankAt(text, cursor.at - 1)) {
      const end = text.indexOf("\n", cursor.at);
      cursor.at = end === -1 ? to : Math.min(end, to);
    } else return;
  }
}

function isBlankAt(text: string, at: number): boolean {
  const character = text[at];
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}

function endsKey(text: string, at: number, to: number): boolean {
  return at >= to || isBlankAt(text, at) || text[at] === "," || text[at] === "]" || text[at] === "}";
}
