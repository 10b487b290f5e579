import { type Part, visibleLines } from "./_body.ts";
import { lineEndAt } from "./_lines.ts";
import type { Entry } from "./_yaml.ts";
import { formatKey, formatValue } from "./_yaml-write.ts";
import type { FieldValue } from "./model.ts";

/** Replaces the characters from `from` to `to`. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function applySplices(text: string, splices: readonly Splice[]): string {
  let changed = "";
  let at = 0;
  for (const splice of splices.toSorted((one, other) => one.from - other.from)) {
    changed += text.slice(at, splice.from) + splice.text;
    at = splice.to;
  }
  return changed + text.slice(at);
}

/** Gives an entry a new value; its key, the comment beside it and a list's form stay. */
export function replaceValue(text: string, entry: Entry, value: FieldValue): readonly Splice[] {
  if (entry.style === "beside") return [{ from: entry.valueStart, to: entry.valueEnd, text: formatValue(value) }];
  if (entry.style === "empty") return [{ from: entry.colon, to: entry.colon, text: ` ${formatValue(value)}` }];
  const list = blockList(text, entry, value);
  if (list !== undefined) return [list];
  const lineEnd = endOfLine(text, entry.valueStart);
  const header = entry.valueStart === entry.colon ? entry.colon : endOfWord(text, entry.valueStart);
  const beside = `${entry.valueStart === entry.colon ? " " : ""}${formatValue(value)}`;
  return [
    { from: entry.valueStart, to: header, text: beside },
    { from: lineEnd, to: entry.end, text: "" },
  ];
}

export function removeEntry(entry: Entry, lineStart: number): Splice {
  return { from: lineStart, to: entry.next, text: "" };
}

/** A new entry before the line that closes the frontmatter. */
export function addEntry(
  text: string,
  close: number,
  entry: { readonly key: string; readonly value: FieldValue },
): Splice {
  const line = `${formatKey(entry.key)}: ${formatValue(entry.value)}${lineEndAt(text, 0)}`;
  return { from: close, to: close, text: line };
}

/** Replaces what a section shows; the blank lines around it stay as they are. */
export function replacePart(text: string, part: Part, body: string): Splice {
  const lineEnd = part.crlf ? "\r\n" : "\n";
  const written = body.replaceAll("\n", lineEnd);
  const { first, last } = visibleLines(part);
  const from = part.lines[first];
  const to = part.lines[last];
  if (from !== undefined && to !== undefined)
    return { from: from.start, to: part.crlf ? to.end : rawEnd(text, to.next), text: written };
  const opened = part.contentStart > 0 && text[part.contentStart - 1] === "\n";
  const follows = part.end < text.length;
  const before = opened ? lineEnd : lineEnd + lineEnd;
  return {
    from: part.contentStart,
    to: part.contentStart,
    text: `${before}${written}${follows || opened ? lineEnd : ""}`,
  };
}

/** Adds blocks of lines behind the last visible line before `stop`, with its line end; what follows stays. */
export function addBlock(text: string, stop: number, block: string): Splice {
  let at = stop;
  while (at > 0 && BLANK.has(text[at - 1] ?? "")) at--;
  const lineEnd = lineEndAt(text, text.includes("\n", at) ? at : Math.max(0, text.lastIndexOf("\n", at)));
  const rest = text.slice(at, stop);
  const before = lineEnd + lineEnd;
  const written = block.replaceAll("\n", lineEnd);
  const needsGap = stop < text.length && !/\n[ \t]*\r?\n/.test(rest);
  return { from: at, to: at, text: `${before}${written}${needsGap ? lineEnd : ""}` };
}

const BLANK = new Set([" ", "\t", "\r", "\n"]);

/** A list that was written with dashes stays so; lines of items that stay are kept as they are, with their comments. */
function blockList(text: string, entry: Entry, value: FieldValue): Splice | undefined {
  const first = firstItem(text, entry);
  if (first === undefined || !isList(value) || !isList(entry.value) || value.length === 0) return undefined;
  if (![...value, ...entry.value].every((item) => item === null || typeof item !== "object")) return undefined;
  const lineEnd = lineEndAt(text, entry.start);
  const from = endOfLine(text, entry.colon) + (lineEnd.length === 2 ? 0 : 0);
  const rows = text.slice(from, entry.end).split(/\r?\n/).slice(1);
  const kept = keptRows(rows, entry.value);
  const written = value.map((item) => kept.get(item)?.shift() ?? `${first.indent}- ${formatValue(item)}`);
  return { from, to: entry.end, text: written.map((row) => lineEnd + row).join("") };
}

/** Rows by the value of the item they hold, each with the comments above it; empty when items and rows do not match. */
function keptRows(rows: readonly string[], items: readonly FieldValue[]): ReadonlyMap<FieldValue, string[]> {
  const kept = new Map<FieldValue, string[]>();
  const groups: string[][] = [[]];
  for (const row of rows) {
    groups.at(-1)?.push(row);
    if (/^[ \t]*-(?:[ \t]|$)/.test(row)) groups.push([]);
  }
  const tail = groups.pop() ?? [];
  if (groups.length !== items.length || tail.some((row) => row.trim() !== "")) return kept;
  for (const [index, group] of groups.entries()) {
    const item = items[index] ?? null;
    kept.set(item, [...(kept.get(item) ?? []), group.join("\n")]);
  }
  return kept;
}

function firstItem(text: string, entry: Entry): { readonly indent: string } | undefined {
  const rows = text.slice(entry.colon, entry.end).split("\n").slice(1);
  const found = rows.map((row) => /^([ \t]*)-(?:[ \t]|\r?$)/.exec(row)).find((match) => match !== null);
  return entry.valueStart === entry.colon && found !== undefined && found !== null
    ? { indent: found[1] ?? "" }
    : undefined;
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

/** End of the line an offset is in, its line end not included. */
function endOfLine(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  if (found === -1) return text.length;
  return text[found - 1] === "\r" ? found - 1 : found;
}

function endOfWord(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !BLANK.has(text[at] ?? "")) at++;
  return at;
}

function rawEnd(text: string, next: number): number {
  return text[next - 1] === "\n" ? next - 1 : next;
}
