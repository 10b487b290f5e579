import type { Problem, Summary } from "./model.ts";

/** Place of each fact in an encoded line, for those who look at one column of many lines. */
export const SUMMARY_COLUMN = {
  id: 0,
  status: 1,
  priority: 2,
  kind: 3,
  labels: 4,
  title: 5,
  path: 6,
  created: 7,
  updated: 8,
  assignee: 9,
  epic: 10,
  depends_on: 11,
  blocks: 12,
  parent: 13,
  duplicate_of: 14,
  extra: 15,
  broken: 16,
} as const satisfies Record<keyof Summary, number>;

/** Ends each item of a list. */
const END = "\u001f";

/** One line without a line break: columns between tabs, and nothing is lost. */
export function encodeSummary(summary: Summary): string {
  const columns = [
    escapeText(summary.id),
    escapeText(summary.status),
    escapeText(summary.priority),
    escapeText(summary.kind),
    encodeList(summary.labels),
    escapeText(summary.title),
    escapeText(summary.path),
    escapeText(summary.created),
    escapeText(summary.updated),
    escapeText(summary.assignee),
    escapeText(summary.epic),
    encodeList(summary.depends_on),
    encodeList(summary.blocks),
    escapeText(summary.parent),
    escapeText(summary.duplicate_of),
    encodeList(Object.entries(summary.extra).flat()),
    encodeProblem(summary.broken),
  ];
  return columns.join("\t");
}

export function decodeSummary(line: string): Summary {
  const columns = line.split("\t");
  const plain = !line.includes("\\");
  const one = (column: number): string => (plain ? (columns[column] ?? "") : unescapeText(columns[column] ?? ""));
  const list = (column: number): readonly string[] => decodeList(columns[column] ?? "");
  return {
    id: one(SUMMARY_COLUMN.id),
    path: one(SUMMARY_COLUMN.path),
    title: one(SUMMARY_COLUMN.title),
    status: one(SUMMARY_COLUMN.status),
    kind: one(SUMMARY_COLUMN.kind),
    priority: one(SUMMARY_COLUMN.priority),
    created: one(SUMMARY_COLUMN.created),
    updated: one(SUMMARY_COLUMN.updated),
    assignee: one(SUMMARY_COLUMN.assignee),
    epic: one(SUMMARY_COLUMN.epic),
    labels: list(SUMMARY_COLUMN.labels),
    depends_on: list(SUMMARY_COLUMN.depends_on),
    blocks: list(SUMMARY_COLUMN.blocks),
    parent: one(SUMMARY_COLUMN.parent),
    duplicate_of: one(SUMMARY_COLUMN.duplicate_of),
    extra: decodeExtra(list(SUMMARY_COLUMN.extra)),
    broken: decodeProblem(list(SUMMARY_COLUMN.broken)),
  };
}

const NONE: readonly string[] = [];
const NO_EXTRA: Readonly<Record<string, string>> = {};

/**
 * Of a ticket that is over, what others may still ask: its id, how it ended, and, unless it was done, which one it duplicates.
 * Written out field by field: in a grown backlog most tickets are read this way, and copying a template costs several times as much.
 */
export function briefSummary(line: string): Summary {
  const status = summaryField(line, SUMMARY_COLUMN.status);
  return {
    id: summaryField(line, SUMMARY_COLUMN.id),
    path: "",
    title: "",
    status,
    kind: "",
    priority: "",
    created: "",
    updated: "",
    assignee: "",
    epic: "",
    labels: NONE,
    depends_on: NONE,
    blocks: NONE,
    parent: "",
    duplicate_of: status === "done" ? "" : summaryField(line, SUMMARY_COLUMN.duplicate_of),
    extra: NO_EXTRA,
    broken: undefined,
  };
}

/** Whether a line stands for a file that is no ticket; the last column is empty for all others. */
export const isBrokenLine = (line: string): boolean => !line.endsWith("\t");

/** One text column of an encoded line, without reading the others. */
export function summaryField(line: string, column: number): string {
  let start = 0;
  for (let left = column; left > 0; left--) {
    const tab = line.indexOf("\t", start);
    if (tab === -1) return "";
    start = tab + 1;
  }
  const end = line.indexOf("\t", start);
  return unescapeText(end === -1 ? line.slice(start) : line.slice(start, end));
}

function encodeList(items: readonly string[]): string {
  return items.map((item) => escapeText(item) + END).join("");
}

function decodeList(column: string): readonly string[] {
  return column === "" ? NONE : column.split(END).slice(0, -1).map(unescapeText);
}

function decodeExtra(items: readonly string[]): Readonly<Record<string, string>> {
  if (items.length === 0) return NO_EXTRA;
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) pairs.push([items[index] ?? "", items[index + 1] ?? ""]);
  return Object.fromEntries(pairs);
}

function encodeProblem(problem: Problem | undefined): string {
  if (problem === undefined) return "";
  const { code, severity, message, line, column, hint } = problem;
  const hinted = hint === undefined ? [] : [hint];
  return encodeList([code, severity, message, `${line ?? ""}`, `${column ?? ""}`, ...hinted]);
}

function decodeProblem(items: readonly string[]): Problem | undefined {
  const [code, severity, message = "", line = "", column = "", hint] = items;
  if (code === undefined) return undefined;
  return {
    code,
    severity: severity === "warning" || severity === "info" ? severity : "error",
    message,
    ...(line === "" ? {} : { line: Number(line) }),
    ...(column === "" ? {} : { column: Number(column) }),
    ...(hint === undefined ? {} : { hint }),
  };
}

const MARKS = /[\\\t\n\r\u001f]/;
const LETTER: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", [END]: "\\u" };
const MARK: Readonly<Record<string, string>> = { "\\": "\\", t: "\t", n: "\n", r: "\r", u: END };

function escapeText(text: string): string {
  return MARKS.test(text) ? text.replace(/[\\\t\n\r\u001f]/g, (mark) => LETTER[mark] ?? mark) : text;
}

function unescapeText(text: string): string {
  return text.includes("\\") ? text.replace(/\\(.)/g, (_whole, letter: string) => MARK[letter] ?? letter) : text;
}
