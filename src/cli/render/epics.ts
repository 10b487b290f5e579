import { statusLook } from "../_looks.ts";
import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";
import { generic } from "./generic.ts";

const COLUMNS: readonly Column<Shape>[] = [
  { head: "id", text: (row) => textOf(row.id) },
  { head: "pri", text: (row) => textOf(row.priority), leaves: 2 },
  { head: "status", text: (row) => (row.registered === false ? "not registered" : textOf(row.status)) },
  { head: "done", text: (row) => `${textOf(row.done)}/${textOf(row.total)}` },
  { head: "", text: (row) => `${textOf(row.percentDone)}%`, leaves: 3 },
  { head: "queue", text: (row) => nextInQueue(row), leaves: 1 },
  { head: "title", text: (row) => textOf(row.title), shrinks: true },
];

/** Epics as a table, each with how far it is and what comes next in its queue. */
export function epics(output: unknown, page: Page): readonly Line[] {
  const rows = shapesOf(shapeOf(output).epics);
  if (rows === undefined || page.fields !== undefined) return generic(output, page);
  return rows.length === 0 ? [[{ text: "no epics", style: "dim" }]] : table(COLUMNS, rows, page.columns);
}

/** One epic with its queue. */
export function epic(output: unknown, page: Page): readonly Line[] {
  const shape = shapeOf(output).epic;
  if (!isShape(shape) || page.fields !== undefined) return generic(output, page);
  const state = [textOf(shape.status), textOf(shape.priority), `${textOf(shape.done)} of ${textOf(shape.total)} done`];
  return [
    [{ text: textOf(shape.id), style: "bold" }, `  ${textOf(shape.title)}`],
    [state.filter((part) => part !== "").join(" · ")],
    ...(shapesOf(shape.queue) ?? []).map(queueLine),
  ];
}

function queueLine(entry: Shape): Line {
  const status = textOf(entry.status);
  const look = statusLook(status);
  return [
    `${textOf(entry.position).padStart(4)}. ${textOf(entry.id)}  `,
    look === undefined ? status : { text: status, style: look },
    `  ${entry.title === undefined ? "does not exist" : textOf(entry.title)}`,
  ];
}

/** The first of the queue that is not finished, and how many wait behind it. */
function nextInQueue({ queue }: Shape): string {
  const waiting = (shapesOf(queue) ?? []).filter(({ status }) => status !== "done" && status !== "rejected");
  const more = waiting.length > 1 ? ` +${waiting.length - 1}` : "";
  return waiting.length === 0 ? "" : `${textOf(waiting[0]?.id)}${more}`;
}
