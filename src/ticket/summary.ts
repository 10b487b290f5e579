import { checkFields, type Entries, entriesByKey, listField, priorityField, readId, textField } from "./_core.ts";
import { decodeTicket } from "./_decode.ts";
import { readFrontmatter } from "./_frontmatter.ts";
import type { Problem, Summary } from "./model.ts";

/** Scalar fields beyond the common ones that plan looks at. */
const EXTRA = [
  "due",
  "not_before",
  "impact",
  "effort",
  "time_criticality",
  "risk_reduction",
  "action_required",
  "needs_preflight",
  "readiness",
  "rejection",
  "unproven",
] as const;

/** Reads the few facts lists and plans need; frontmatter only. A file that is no ticket gives a summary marked as broken. */
export function summarise(path: string, bytes: Uint8Array): Summary {
  const problems: Problem[] = [];
  const text = decodeTicket(bytes, problems);
  const frontmatter = text === undefined ? undefined : readFrontmatter(text, problems);
  if (text === undefined || frontmatter === undefined) return brokenSummary(path, problems);
  const entries = entriesByKey(frontmatter.entries);
  const id = readId(text, entries, problems);
  if (id === undefined) {
    checkFields(text, entries, problems);
    return brokenSummary(path, problems);
  }
  return { ...factsOf(text, entries), id, path, broken: undefined };
}

function factsOf(text: string, entries: Entries): Omit<Summary, "id" | "path" | "broken"> {
  const one = (key: string): string => textField(text, entries, key);
  const extra: Record<string, string> = {};
  for (const key of EXTRA) if (entries.has(key)) extra[key] = one(key);
  return {
    title: one("title"),
    status: one("status"),
    kind: one("kind"),
    priority: priorityField(text, entries),
    created: one("created"),
    updated: one("updated"),
    assignee: one("assignee"),
    epic: one("epic"),
    labels: listField(entries, "labels"),
    depends_on: listField(entries, "depends_on"),
    blocks: listField(entries, "blocks"),
    parent: one("parent"),
    duplicate_of: one("duplicate_of"),
    extra,
  };
}

function brokenSummary(path: string, problems: readonly Problem[]): Summary {
  const none = { labels: [], depends_on: [], blocks: [], extra: {} };
  const texts = {
    id: "",
    title: "",
    status: "",
    kind: "",
    priority: "",
    created: "",
    updated: "",
    assignee: "",
    epic: "",
  };
  const first = problems.find(({ severity }) => severity === "error");
  const broken = first ?? {
    code: "field-missing",
    severity: "error" as const,
    message: "the field id is missing",
    line: 1,
  };
  return { ...texts, ...none, parent: "", duplicate_of: "", path, broken };
}

/** Places of the columns in an encoded line. */
export const COLUMN = { id: 0, status: 1, priority: 2, kind: 3, path: 4 } as const;

const SEPARATOR = "\t";
const LIST_SEPARATOR = "\u001f";
const HOSTILE = /[\t\n\r\u001f\\]/;

/** One line without line breaks, made for splitting at tabs; lossless. */
export function encodeSummary(summary: Summary): string {
  const { labels, depends_on, blocks, extra, broken } = summary;
  const columns = [
    escaped(summary.id),
    escaped(summary.status),
    escaped(summary.priority),
    escaped(summary.kind),
    escaped(summary.path),
    escaped(summary.title),
    escaped(summary.created),
    escaped(summary.updated),
    escaped(summary.assignee),
    escaped(summary.epic),
    escaped(summary.parent),
    escaped(summary.duplicate_of),
    encodeList(labels),
    encodeList(depends_on),
    encodeList(blocks),
    encodeList(Object.entries(extra).flat()),
    broken === undefined ? "" : escaped(JSON.stringify(broken)),
  ];
  return columns.join(SEPARATOR);
}

/** The summary a line was made from. */
export function decodeSummary(line: string): Summary {
  const columns = line.split(SEPARATOR);
  const escaped = line.includes("\\");
  const at = (place: number): string => (escaped ? unescaped(columns[place] ?? "") : (columns[place] ?? ""));
  const list = (place: number): readonly string[] => decodeList(columns[place] ?? "", escaped);
  const broken = at(16);
  return {
    id: at(0),
    status: at(1),
    priority: at(2),
    kind: at(3),
    path: at(4),
    title: at(5),
    created: at(6),
    updated: at(7),
    assignee: at(8),
    epic: at(9),
    parent: at(10),
    duplicate_of: at(11),
    labels: list(12),
    depends_on: list(13),
    blocks: list(14),
    extra: pairs(list(15)),
    // The line was made by encodeSummary; the index guards it with a checksum.
    broken: broken === "" ? undefined : (JSON.parse(broken) as Problem),
  };
}

/** One column of a line, without splitting the rest: cheap enough for ten thousand lines. */
export function summaryColumn(line: string, column: number): string {
  let start = 0;
  for (let skipped = 0; skipped < column; skipped += 1) start = line.indexOf(SEPARATOR, start) + 1;
  const end = line.indexOf(SEPARATOR, start);
  return end < 0 ? line.slice(start) : line.slice(start, end);
}

const EMPTY: readonly string[] = [];

/** An empty list is nothing; every item is followed by its separator, so that empty items survive. */
const encodeList = (items: readonly string[]): string =>
  items.map((item) => `${escaped(item)}${LIST_SEPARATOR}`).join("");

function decodeList(text: string, escaped: boolean): readonly string[] {
  if (text === "") return EMPTY;
  const items = text.slice(0, -1).split(LIST_SEPARATOR);
  return escaped ? items.map(unescaped) : items;
}

function pairs(flat: readonly string[]): Readonly<Record<string, string>> {
  const record: Record<string, string> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) record[flat[at] ?? ""] = flat[at + 1] ?? "";
  return record;
}

const escaped = (text: string): string =>
  HOSTILE.test(text)
    ? text.replace(/[\t\n\r\u001f\\]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, "0")}`)
    : text;

const unescaped = (text: string): string =>
  text.includes("\\")
    ? text.replace(/\\([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
