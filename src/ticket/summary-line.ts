import type { Planned, Problem, Summary } from "./model.ts";

/** The columns of an encoded line. What plan asks comes first, so that the rest of the line need not be cut up for it. */
const COLUMNS = [
  "id",
  "status",
  "priority",
  "created",
  "depends_on",
  "blocks",
  "parent",
  "duplicate_of",
  "extra",
  "kind",
  "labels",
  "title",
  "path",
  "updated",
  "assignee",
  "epic",
  "broken",
] as const satisfies readonly (keyof Summary)[];

const PLANNED = COLUMNS.indexOf("kind") + 1;
const STATUS = COLUMNS.indexOf("status");

/** Ends each item of a list. */
const END = "\u001f";

/** One line without a line break: columns between tabs, and nothing is lost. */
export function encodeSummary(summary: Summary): string {
  const columns: Readonly<Record<keyof Summary, string>> = {
    id: escapeText(summary.id),
    status: escapeText(summary.status),
    priority: escapeText(summary.priority),
    created: escapeText(summary.created),
    depends_on: encodeList(summary.depends_on),
    blocks: encodeList(summary.blocks),
    parent: escapeText(summary.parent),
    duplicate_of: escapeText(summary.duplicate_of),
    extra: encodeList(Object.entries(summary.extra).flat()),
    kind: escapeText(summary.kind),
    labels: encodeList(summary.labels),
    title: escapeText(summary.title),
    path: escapeText(summary.path),
    updated: escapeText(summary.updated),
    assignee: escapeText(summary.assignee),
    epic: escapeText(summary.epic),
    broken: encodeProblem(summary.broken),
  };
  return COLUMNS.map((name) => columns[name]).join("\t");
}

export function decodeSummary(line: string): Summary {
  const columns = line.split("\t");
  const [labels = "", title = "", path = "", updated = "", assignee = "", epic = "", broken = ""] =
    columns.slice(PLANNED);
  return {
    ...planned(columns, ESCAPED),
    labels: decodeList(labels),
    title: unescapeText(title),
    path: unescapeText(path),
    updated: unescapeText(updated),
    assignee: unescapeText(assignee),
    epic: unescapeText(epic),
    broken: decodeProblem(decodeList(broken)),
  };
}

/** Only what plan asks of a ticket: in a grown backlog that is read of thousands of lines at a time. */
export const decodePlanned = (line: string): Planned =>
  planned(line.split("\t", PLANNED), line.includes("\\") ? ESCAPED : PLAIN);

/**
 * Only what an order of open tickets asks: of one that is done not more than its name, unless it tells what it took. In a grown backlog
 * most are done, and what is never made need not be cleared away.
 */
export function decodeOrdered(line: string): Planned {
  const end = line.indexOf("\t");
  if (!line.startsWith(DONE, end) || line.includes("took_minutes")) return decodePlanned(line);
  return { ...NOTHING_ASKED, id: unescapeText(line.slice(0, end)) };
}

const DONE = "\tdone\t";

/** Whether two lines say the same of what plan asks. */
export const samePlan = (one: string, other: string): boolean =>
  one === other || (plannedPart(one) === plannedPart(other) && isBrokenLine(one) === isBrokenLine(other));

const plannedPart = (line: string): string => line.split("\t", PLANNED).join("\t");

function planned(columns: readonly string[], { text, list }: Reading): Planned {
  const [
    id = "",
    status = "",
    priority = "",
    created = "",
    depends = "",
    blocks = "",
    parent = "",
    same = "",
    extra = "",
    kind = "",
  ] = columns;
  return {
    id: text(id),
    status: text(status),
    priority: text(priority),
    created: text(created),
    depends_on: list(depends),
    blocks: list(blocks),
    parent: text(parent),
    duplicate_of: text(same),
    extra: extra === "" ? NO_EXTRA : decodeExtra(list(extra)),
    kind: text(kind),
  };
}

/** How the text of a column is read. */
interface Reading {
  readonly text: (column: string) => string;
  readonly list: (column: string) => readonly string[];
}

const NONE: readonly string[] = [];
const NO_EXTRA: Readonly<Record<string, string>> = {};

const NOTHING_ASKED: Planned = {
  id: "",
  status: "done",
  priority: "",
  created: "",
  depends_on: NONE,
  blocks: NONE,
  parent: "",
  duplicate_of: "",
  extra: NO_EXTRA,
  kind: "",
};

/** Whether a line stands for a file that is no ticket; the last column is empty for all others. */
export const isBrokenLine = (line: string): boolean => !line.endsWith("\t");

/** The status in an encoded line, without reading the rest. */
export function statusIn(line: string): string {
  let start = 0;
  for (let left = STATUS; left > 0; left--) start = line.indexOf("\t", start) + 1;
  const end = line.indexOf("\t", start);
  return unescapeText(end === -1 ? line.slice(start) : line.slice(start, end));
}

function encodeList(items: readonly string[]): string {
  return items.map((item) => escapeText(item) + END).join("");
}

function decodeList(column: string): readonly string[] {
  return column === "" ? NONE : itemsOf(column).map(unescapeText);
}

const ESCAPED: Reading = { text: unescapeText, list: decodeList };
/** Of a line in which nothing is escaped, as nearly all are: asked once of the line, not of each of its parts. */
const PLAIN: Reading = { text: (column) => column, list: (column) => (column === "" ? NONE : itemsOf(column)) };

const itemsOf = (column: string): readonly string[] => column.slice(0, -END.length).split(END);

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
