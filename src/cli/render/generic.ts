import { type Line, linesOf, type Page } from "../_page.ts";
import { findingsOf, isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { table } from "../_table.ts";
import { findingsByFile } from "./_findings.ts";
import { countLine, isCutToNone, ticketTable } from "./_tickets.ts";

/** Shows any answer decently: tickets as a table, findings one a line, the rest as names and values. */
export function generic(output: unknown, page: Page): readonly Line[] {
  if (!isShape(output)) return linesOf(textOf(output));
  const lines: Line[] = [];
  const plain: [string, unknown][] = [];
  for (const [name, value] of Object.entries(output)) {
    if (name === "problems" || (name === "total" && Array.isArray(output.tickets))) continue;
    const block = blockOf(name, value, output);
    if (block === undefined) plain.push([name, value]);
    else lines.push(...block(page));
  }
  return [...pairs(plain), ...lines];
}

type Block = (page: Page) => readonly Line[];

function blockOf(name: string, value: unknown, whole: Shape): Block | undefined {
  if (name === "ticket" && isShape(value)) return () => ticketLines(value);
  const rows = shapesOf(value);
  if (rows === undefined) return undefined;
  if (name === "findings") return () => findingLines(value);
  if (name === "tickets") return (page) => ticketsBlock(rows, page, whole.total);
  if (rows.length === 0) return () => [[`${name}: none`]];
  return (page) => [[{ text: name, style: "bold" }], ...anyTable(rows, page)];
}

function ticketsBlock(rows: readonly Shape[], page: Page, total: unknown): readonly Line[] {
  if (rows.length === 0) return isCutToNone({ tickets: rows, total }) ? [countLine(0, total)] : NO_TICKETS;
  return [...ticketTable(rows, page), ...(page.hints ? [countLine(rows.length, total)] : [])];
}

const NO_TICKETS: readonly Line[] = [[{ text: "no tickets", style: "dim" }]];

function ticketLines(ticket: Shape): readonly Line[] {
  const { id, title, sections: _sections, events: _events, ...rest } = ticket;
  const head: Line = [{ text: textOf(id), style: "bold" }, textOf(id) === "" ? "" : "  ", textOf(title)];
  const named = textOf(id) !== "" || textOf(title) !== "";
  return [...(named ? [head] : []), ...pairs(Object.entries(rest), named ? "  " : "")];
}

/** Findings below their files; `whole` names what is about no file. */
export function findingLines(value: unknown, whole?: string): readonly Line[] {
  const findings = findingsOf(value);
  return findings.length === 0 ? [[{ text: "nothing found", style: "green" }]] : findingsByFile(findings, whole).flat();
}

function anyTable(rows: readonly Shape[], page: Page): readonly Line[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = [...names].map((name, at) => ({
    head: name,
    text: (row: Shape) => textOf(row[name]),
    ...(name === "title" || name === "message" || at === names.size - 1 ? { shrinks: true as const } : {}),
  }));
  return table(columns, rows, page.columns);
}

/** Names and values, the names in a column; texts of several lines and nested values below their name. */
function pairs(entries: readonly (readonly [string, unknown])[], indent = ""): readonly Line[] {
  const shown = entries.filter(([, value]) => textOf(value) !== "");
  const width = shown.reduce((most, [name]) => Math.max(most, name.length), 0);
  return shown.flatMap(([name, value]): readonly Line[] => {
    const label = { text: `${indent}${name}`, style: "dim" as const };
    if (isShape(value)) return [[label], ...pairs(Object.entries(shapeOf(value)), `${indent}  `)];
    const text = textOf(value);
    if (text.includes("\n")) return [[label], ...linesOf(text, `${indent}  `)];
    return [[label, `${" ".repeat(width - name.length + 2)}${text}`]];
  });
}
