import { type ItemSaid, isOver, told } from "./_plan-told.ts";

/** A row of a table whose rows are work. */
export interface TableRow {
  readonly text: string;
  readonly number: number | undefined;
  readonly label: string | undefined;
  readonly ticked: boolean;
  readonly waits: readonly string[];
  readonly details: readonly string[];
  readonly said: ItemSaid;
}

/** Reads the rows under a head such as "| # | Task | Depends on |"; undefined where no column is named for work. */
export function tableReader(head: string): ((row: string) => TableRow | undefined) | undefined {
  const columns = cellsOf(head).map((cell) => cell.replaceAll(/[*_`]/g, "").toLowerCase());
  const title = columns.findIndex((name) => TITLE.test(name));
  if (title < 0 || columns.length < 2) return undefined;
  return (row) => rowOf(columns, title, cellsOf(row));
}

export const isTableLine = (raw: string): boolean => /^\s{0,3}\|.*\|\s*$/.test(raw);
export const isTableRule = (raw: string): boolean => /^\s{0,3}\|(?:\s*:?-+:?\s*\|)+\s*$/.test(raw);

const TITLE =
  /^(?:task|tasks|title|summary|item|work|work item|what|feature|story|user story|requirement|description|todo|issue|ticket|step|action)$/;
const NUMBER = /^(?:#|no\.?|nr\.?|number|id|key|ref|issue key|step no\.?)$/;
const WAITS =
  /^(?:depends on|dependenc(?:y|ies)|after|blocked by|needs|requires|waits for|predecessors?|prerequisites?)$/;
const STATUS = /^(?:status|state|done\??|completed?\??|finished\??)$/;

function rowOf(columns: readonly string[], title: number, cells: readonly string[]): TableRow | undefined {
  const text = (cells[title] ?? "").replace(/^~~(.*)~~$/, "$1").trim();
  const cellOf = (names: RegExp): string => cells[columns.findIndex((name) => names.test(name))]?.trim() ?? "";
  const name = cellOf(NUMBER);
  const isNumber = /^\d{1,4}$/.test(name);
  const pairs = new Map(columns.map((column, at) => [column, cells[at]?.trim() ?? ""] as const));
  const { over, ...said } = told(pairs);
  const aside = columns.flatMap((column, at) => {
    const cell = cells[at]?.trim() ?? "";
    const isRead = at === title || [NUMBER, WAITS, STATUS].some((names) => names.test(column)) || column === "priority";
    return isRead || cell === "" ? [] : [`${column.charAt(0).toUpperCase()}${column.slice(1)}: ${cell}`];
  });
  return {
    ...{ text, said, details: aside },
    number: isNumber ? Number(name) : undefined,
    label: isNumber || name === "" ? undefined : name,
    ticked: over !== undefined || isOver(cellOf(STATUS)) || /^~~.*~~$/.test((cells[title] ?? "").trim()),
    waits: cellOf(WAITS)
      .split(/\s*(?:,|;|\band\b|&)\s*/i)
      .filter((one) => one !== "" && !/^(?:[-–—]|none|n\/a|no)$/i.test(one)),
  };
}

/** The cells of a row; a bar behind a backslash belongs to its cell. */
const cellsOf = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("\\|", "|").trim());
