import { cutText } from "../_cut.ts";
import { priorityLook, statusLook } from "../_looks.ts";
import type { Line, Page } from "../_page.ts";
import { type Shape, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";

const column = (name: string, more: Partial<Column<Shape>> = {}): Column<Shape> => ({
  head: name,
  text: (row) => textOf(row[name]),
  ...more,
});

const COLUMNS: readonly Column<Shape>[] = [
  column("id"),
  column("priority", { head: "pri", style: priorityLook }),
  column("status", { style: statusLook }),
  column("kind", { leaves: 1 }),
  column("title", { shrinks: true, least: 28 }),
  column("assignee", { leaves: 2 }),
  column("labels", { leaves: 3, style: () => "dim" }),
  column("reason", { leaves: 0 }),
];

/** Tickets as a table: the usual columns, or those asked for with `--fields`. */
export function ticketTable(tickets: readonly Shape[], page: Page): readonly Line[] {
  const chosen = page.fields?.map((name) => COLUMNS.find((one) => one.head === name) ?? column(name)) ?? COLUMNS;
  return table(chosen, tickets, page.columns);
}

/** How many are shown out of how many there are. */
export function countLine(shown: number, total: unknown): Line {
  const all = typeof total === "number" ? total : shown;
  const text = all > shown ? cutText(shown, all) : `${all} ${all === 1 ? "ticket" : "tickets"}`;
  return [{ text, style: "dim" }];
}

/** A list of none that was cut to none: there are tickets, and `--limit 0` asked for their number. */
export const isCutToNone = ({ tickets, total }: Shape): boolean =>
  Array.isArray(tickets) && tickets.length === 0 && typeof total === "number" && total > 0;
