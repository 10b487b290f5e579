import { isBlank, type Line } from "./_lines.ts";
import { HEADER, readBlockText } from "./_yaml-block-text.ts";
import { type Flow, readFlow } from "./_yaml-flow.ts";
import { firstVisible, isDash, isKeyStart, type Key, readKey } from "./_yaml-key.ts";
import { closingQuote, fold, resolvePlain, unquote } from "./_yaml-scalar.ts";
import { MAX_PROBLEMS, MAX_YAML_DEPTH, MAX_YAML_NODES } from "./limits.ts";
import type { FieldValue, Problem } from "./model.ts";
import { type ProblemCode, problem } from "./problems.ts";

/** One `key: value` with the places in the text that an edit needs; all numbers but line and column are offsets. */
export interface Entry {
  readonly key: string;
  readonly value: FieldValue;
  /** How the value is written: beside its key, below it (block list, map, block text), or not at all. */
  readonly style: "beside" | "below" | "empty";
  readonly line: number;
  /** First character of the key. */
  readonly start: number;
  /** Behind the colon. */
  readonly colon: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Behind the last line that belongs to the entry, line end not included. */
  readonly end: number;
  /** Start of the line after the entry. */
  readonly next: number;
}

interface Reader {
  readonly text: string;
  readonly problems: Problem[];
  nodes: number;
}

interface Node {
  readonly value: FieldValue;
  readonly start: number;
  readonly end: number;
  readonly style: Entry["style"];
}

/**
 * Reads the lines of a frontmatter: the part of YAML that people write there, and unquoted values that strict YAML
 * refuses. Anchors, aliases and tags stay text, so nothing is ever expanded. Reading never fails.
 */
export function readEntries(text: string, lines: readonly Line[], problems: Problem[]): readonly Entry[] {
  return readMapping({ text, problems, nodes: 0 }, lines, 1);
}

function readMapping(reader: Reader, lines: readonly Line[], depth: number): Entry[] {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  const indent = depth === 1 ? 0 : indentOf(lines);
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    if (isBlank(line) || isComment(reader, line)) {
      index++;
      continue;
    }
    const key = keyOfLine(reader, line, indent);
    if (key === undefined) {
      index++;
      continue;
    }
    const stop = extentOf(reader, lines, { index, indent, from: key.colon });
    const entry = readEntry(reader, lines.slice(index, stop), { key, depth });
    if (seen.has(key.name)) report(reader, "field-duplicate", { message: `the key ${key.name} stands twice`, line });
    seen.add(key.name);
    entries.push(entry);
    index = stop;
  }
  return entries;
}

function keyOfLine(reader: Reader, line: Line, indent: number): Key | undefined {
  const shown = reader.text.slice(line.at, Math.min(line.end, line.at + 40));
  if (indentedByTab(reader, line)) {
    report(reader, "frontmatter-tab", { message: "this line is indented with a tab; YAML wants blanks", line });
    return undefined;
  }
  if (line.indent !== indent) {
    report(reader, "frontmatter-indent", { message: `this line is indented but belongs to nothing: ${shown}`, line });
    return undefined;
  }
  if (CONFLICT.test(shown)) {
    report(reader, "conflict-markers", { message: "here is a conflict of a git merge that was not resolved", line });
    return undefined;
  }
  const key = readKey(reader.text, line);
  if (key === undefined)
    report(reader, "frontmatter-line", { message: `this line is no "key: value": ${shown}`, line });
  return key;
}

const CONFLICT = /^(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)/;

function readEntry(reader: Reader, lines: readonly Line[], at: { readonly key: Key; readonly depth: number }): Entry {
  const { key, depth } = at;
  const [line] = lines;
  const last = lines.at(-1);
  const from = firstVisible(reader.text, key.colon, line?.end ?? key.colon);
  const node = readValue(reader, lines, { from, depth, colon: key.colon });
  return {
    key: key.name,
    value: node.value,
    style: node.style,
    line: line?.number ?? 0,
    start: line?.at ?? 0,
    colon: key.colon,
    valueStart: node.start,
    valueEnd: node.end,
    end: last?.end ?? 0,
    next: last?.next ?? 0,
  };
}

interface ValuePlace {
  readonly from: number;
  readonly depth: number;
  readonly colon: number;
}

function readValue(reader: Reader, lines: readonly Line[], place: ValuePlace): Node {
  const [line] = lines;
  const { from, depth, colon } = place;
  reader.nodes++;
  if (line === undefined) return { value: null, start: colon, end: colon, style: "empty" };
  const nothingBeside = from >= line.end || reader.text[from] === "#";
  if (!nothingBeside) return readScalar(reader, lines, from);
  if (lines.length === 1) return { value: null, start: colon, end: colon, style: "empty" };
  const end = lines.at(-1)?.end ?? line.end;
  return { value: readBlock(reader, lines.slice(1), depth + 1), start: colon, end, style: "below" };
}

/** A block list, a block map, or a value that simply begins on a line of its own. */
function readBlock(reader: Reader, lines: readonly Line[], depth: number): FieldValue {
  const first = lines.find((line) => !isBlank(line) && !isComment(reader, line));
  if (first === undefined) return null;
  const whole = reader.text.slice(first.start, lines.at(-1)?.end);
  if (depth > MAX_YAML_DEPTH) {
    report(reader, "frontmatter-too-deep", {
      message: `more than ${MAX_YAML_DEPTH} levels of lists and maps`,
      line: first,
    });
    return whole;
  }
  if (reader.nodes > MAX_YAML_NODES) {
    report(reader, "frontmatter-too-large", {
      message: `more than ${MAX_YAML_NODES} values in the frontmatter`,
      line: first,
    });
    return whole;
  }
  if (isDash(reader.text, first)) return readSequence(reader, lines, depth);
  if (readKey(reader.text, first) !== undefined) {
    return Object.fromEntries(uniquePairs(readMapping(reader, lines, depth)));
  }
  if (indentedByTab(reader, first))
    report(reader, "frontmatter-tab", { message: "this line is indented with a tab", line: first });
  return readScalar(reader, lines.slice(lines.indexOf(first)), first.at).value;
}

function uniquePairs(entries: readonly Entry[]): ReadonlyMap<string, FieldValue> {
  const pairs = new Map<string, FieldValue>();
  for (const { key, value } of entries) if (!pairs.has(key)) pairs.set(key, value);
  return pairs;
}

function readSequence(reader: Reader, lines: readonly Line[], depth: number): readonly FieldValue[] {
  const items: FieldValue[] = [];
  const indent = indentOf(lines.filter((line) => !isComment(reader, line)));
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    if (isBlank(line) || isComment(reader, line)) {
      index++;
      continue;
    }
    if (indentedByTab(reader, line))
      report(reader, "frontmatter-tab", { message: "this line is indented with a tab", line });
    if (line.indent !== indent || !isDash(reader.text, line)) {
      report(reader, "frontmatter-indent", { message: "this line does not belong to the list above it", line });
      index++;
      continue;
    }
    const stop = extentOf(reader, lines, { index, indent, from: line.at + 1 });
    items.push(readSequenceItem(reader, lines.slice(index, stop), depth));
    index = stop;
  }
  return items;
}

/** What stands behind the dash is read as if the dash were blanks: that is how YAML nests maps and lists in lists. */
function readSequenceItem(reader: Reader, lines: readonly Line[], depth: number): FieldValue {
  const [line] = lines;
  if (line === undefined) return null;
  reader.nodes++;
  const at = firstVisible(reader.text, line.at + 1, line.end);
  const rest = lines.slice(1);
  if (at >= line.end || reader.text[at] === "#") return readBlock(reader, rest, depth + 1);
  return readBlock(reader, [{ ...line, start: line.start, at, indent: at - line.start }, ...rest], depth + 1);
}

/** A value that begins at `from` in the first of the lines and may go on in the others. */
function readScalar(reader: Reader, lines: readonly Line[], from: number): Node {
  const { text } = reader;
  const end = lines.at(-1)?.end ?? from;
  const first = text[from];
  if (first === '"' || first === "'") return readQuoted(reader, lines, from);
  if (first === "[" || first === "{") return readBrackets(reader, lines, from);
  if ((first === "|" || first === ">") && HEADER.test(text.slice(from, lines[0]?.end))) {
    return { value: readBlockText(text, lines, from), start: from, end, style: "below" };
  }
  return readPlain(text, lines, from);
}

function readQuoted(reader: Reader, lines: readonly Line[], from: number): Node {
  const to = lines.at(-1)?.end ?? from;
  const close = closingQuote(reader.text, from, to);
  if (close === -1) {
    report(reader, "frontmatter-quote-unclosed", {
      message: "the quote that opens here is never closed",
      line: lineAt(lines, from),
      offset: from,
    });
    return readPlain(reader.text, lines, from);
  }
  if (!endsValue(reader.text, close + 1, to)) return readPlain(reader.text, lines, from);
  return { value: unquote(reader.text.slice(from, close + 1)), start: from, end: close + 1, style: "beside" };
}

function readBrackets(reader: Reader, lines: readonly Line[], from: number): Node {
  const to = lines.at(-1)?.end ?? from;
  const flow = readFlow(reader.text, from, to);
  if (!("value" in flow)) {
    reportFlow(reader, lines, flow);
    return readPlain(reader.text, lines, from);
  }
  reader.nodes += flow.nodes;
  if (!endsValue(reader.text, flow.end, to)) return readPlain(reader.text, lines, from);
  if (reader.nodes > MAX_YAML_NODES) {
    report(reader, "frontmatter-too-large", {
      message: `more than ${MAX_YAML_NODES} values in the frontmatter`,
      line: lineAt(lines, from),
    });
    return readPlain(reader.text, lines, from);
  }
  if (flow.state === "duplicate") {
    report(reader, "field-duplicate", {
      message: `the key ${flow.key} stands twice`,
      line: lineAt(lines, from),
      offset: from,
    });
  }
  return { value: flow.value, start: from, end: flow.end, style: "beside" };
}

function reportFlow(reader: Reader, lines: readonly Line[], flow: Extract<Flow, { readonly open: number }>): void {
  const line = lineAt(lines, flow.open);
  if (flow.state === "open-quote") {
    report(reader, "frontmatter-quote-unclosed", {
      message: "the quote that opens here is never closed",
      line,
      offset: flow.open,
    });
  } else if (flow.state === "open-list") {
    report(reader, "frontmatter-list-unclosed", {
      message: "the bracket that opens here is never closed",
      line,
      offset: flow.open,
    });
  } else {
    report(reader, "frontmatter-too-deep", {
      message: `more than ${MAX_YAML_DEPTH} levels of brackets`,
      line,
      offset: flow.open,
    });
  }
}

/** A plain value: up to a comment, over several lines folded. Anchors, aliases and tags end here too, as text. */
function readPlain(text: string, lines: readonly Line[], from: number): Node {
  const [line] = lines;
  if (line === undefined) return { value: null, start: from, end: from, style: "empty" };
  if (lines.length === 1) {
    const end = plainEnd(text, from, line.end);
    return { value: resolvePlain(text.slice(from, end)), start: from, end, style: "beside" };
  }
  let end = plainEnd(text, from, line.end);
  const parts = [text.slice(from, end)];
  for (const more of lines.slice(1)) {
    if (text[more.at] === "#") continue;
    const partEnd = plainEnd(text, more.at, more.end);
    if (partEnd > more.at) end = partEnd;
    parts.push(text.slice(more.at, partEnd));
  }
  return { value: fold(parts), start: from, end, style: "beside" };
}

function plainEnd(text: string, from: number, to: number): number {
  let end = to;
  for (let at = text.indexOf("#", from + 1); at !== -1 && at < to; at = text.indexOf("#", at + 1)) {
    const before = text[at - 1];
    if (before !== " " && before !== "\t") continue;
    end = at;
    break;
  }
  while (end > from && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return end;
}

interface Extent {
  readonly index: number;
  readonly indent: number;
  /** Where the value begins, or would. */
  readonly from: number;
}

/** How many of the lines belong to the entry at `index`: those indented deeper, a list at the key's own column, a lone closing bracket. */
function extentOf(reader: Reader, lines: readonly Line[], extent: Extent): number {
  const { index, indent } = extent;
  const head = lines[index];
  const following = lines[index + 1];
  if (head === undefined || following === undefined) return index + 1;
  if (following.indent === indent && isKeyStart(reader.text, following)) return index + 1;
  const { text } = reader;
  const at = firstVisible(text, extent.from, head.end);
  const first = at < head.end ? text[at] : "";
  const listBelow = (first === "" || first === "#") && text[extent.from - 1] === ":";
  const brackets = first === "[" || first === "{";
  const blockText = (first === "|" || first === ">") && HEADER.test(text.slice(at, head.end));
  const keepsBlanks = blockText && text.slice(at, head.end).includes("+");
  let stop = index + 1;
  for (let next = index + 1; next < lines.length; next++) {
    const line = lines[next];
    if (line === undefined) break;
    if (isBlank(line)) {
      if (keepsBlanks && stop === next) stop = next + 1;
      continue;
    }
    const deeper = line.indent > indent;
    if (!blockText && isComment(reader, line)) continue;
    const listItem = listBelow && line.indent === indent && isDash(text, line);
    const closer = brackets && line.indent === indent && (text[line.at] === "]" || text[line.at] === "}");
    if (!deeper && !listItem && !closer) break;
    stop = next + 1;
  }
  return stop;
}

function isComment(reader: Reader, line: Line): boolean {
  return reader.text[line.at] === "#" && line.at < line.end;
}

/** Virtual lines of list items begin with the dash, so only the blanks before it are looked at. */
function indentedByTab(reader: Reader, line: Line): boolean {
  for (let at = line.start; at < line.at; at++) {
    if (reader.text[at] === "\t") return true;
    if (reader.text[at] !== " ") return false;
  }
  return false;
}

/** Whether nothing but blanks, line ends and comments follow up to the end of the value's lines. */
function endsValue(text: string, from: number, to: number): boolean {
  return from >= to || /^(?:[ \t]+#[^\n]*|[ \t]*)(?:\r?\n[ \t]*(?:#[^\n]*)?)*$/.test(text.slice(from, to));
}

function indentOf(lines: readonly Line[]): number {
  return lines.find((line) => !isBlank(line))?.indent ?? 0;
}

function lineAt(lines: readonly Line[], offset: number): Line | undefined {
  return lines.findLast((line) => line.start <= offset) ?? lines[0];
}

interface Report {
  readonly message: string;
  readonly line: Line | undefined;
  /** The beginning of the line's text when absent. */
  readonly offset?: number;
}

/** Markers of a conflict are told even behind many other problems: they make the ticket unreadable. */
function report({ problems }: Reader, code: ProblemCode, { message, line, offset = line?.at ?? 0 }: Report): void {
  const full = problems.length >= MAX_PROBLEMS;
  if (full && (code !== "conflict-markers" || problems.some((known) => known.code === code))) return;
  const place = line === undefined ? {} : { line: line.number, column: offset - line.start + 1 };
  problems.push(problem(code, message, place));
}
