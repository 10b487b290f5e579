import { statusLook } from "../_looks.ts";
import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";
import { generic } from "./generic.ts";

const column = (head: string, more: Partial<Column<Shape>> = {}): Column<Shape> => ({
  head,
  text: (row) => textOf(row[head]),
  ...more,
});

/** Counts, orders and what waits to land. */
export function status(output: unknown, page: Page): readonly Line[] {
  const { tickets, orders, total, waiting } = shapeOf(output);
  const rows = shapesOf(orders);
  if (rows === undefined || !isShape(tickets) || page.fields !== undefined) return generic(output, page);
  const counts = Object.entries(tickets).map(([name, count]) => `${textOf(count)} ${name}`);
  const shown = rows.map((row) => ({
    ...row,
    age: ago(row.silent),
    commits: `+${textOf(row.ahead)} −${textOf(row.behind)}`,
  }));
  const columns = [
    column("order"),
    column("state", { style: statusLook }),
    column("holder"),
    column("age"),
    column("commits", { leaves: 1 }),
    column("standing", { leaves: 0 }),
    column("title", { shrinks: true }),
  ];
  const more =
    typeof total === "number" && total > rows.length
      ? [[{ text: `${rows.length} of ${total} orders`, style: "dim" }] satisfies Line]
      : [];
  return [
    [counts.length === 0 ? "no tickets" : counts.join(", ")],
    ...(rows.length === 0
      ? [[{ text: "nobody holds a ticket", style: "dim" }] satisfies Line]
      : table(columns, shown, page.columns)),
    ...more,
    ...(shapesOf(waiting) ?? []).map(waitingLine),
  ];
}

function waitingLine({ base, commits, folder }: Shape): Line {
  const where = textOf(folder);
  const why = where === "" ? "" : `: files in ${where} are in the way`;
  return [{ text: `${textOf(commits)} proven commits wait to land on ${textOf(base)}${why}`, style: "yellow" }];
}

const MINUTE = 60;
const HOUR = 3600;

function ago(seconds: unknown): string {
  if (typeof seconds !== "number") return "";
  if (seconds < MINUTE) return `${seconds} s`;
  return seconds < HOUR ? `${Math.floor(seconds / MINUTE)} min` : `${Math.floor(seconds / HOUR)} h`;
}

/** What a run worked off. */
export function run(output: unknown, page: Page): readonly Line[] {
  const { planned, orders, resumed, stopped } = shapeOf(output);
  const done = shapesOf(orders);
  if (done === undefined) return generic(output, page);
  const plan = shapesOf(planned) ?? [];
  const faults = shapesOf(stopped) ?? [];
  return [
    ...plan.map(({ id, title }): Line => [`would work on ${textOf(id)}  ${textOf(title)}`]),
    ...(resumed === 0 || resumed === undefined
      ? []
      : [[{ text: `went on with ${textOf(resumed)} from before`, style: "dim" }] satisfies Line]),
    ...done.map(orderLine),
    ...faults.map((fault): Line => [{ text: "stopped", style: "red" }, `  ${textOf(fault.message)}`]),
    ...(plan.length + done.length + faults.length === 0 ? [["nothing is ready"]] : []),
  ];
}

function orderLine({ order, ticket, title, result, rounds, commit, reason }: Shape): Line {
  const done = result === "done";
  const turns = rounds === 1 ? "" : ` after ${textOf(rounds)} rounds`;
  const end = done ? `merged as ${textOf(commit).slice(0, 10)}${turns}` : `gave up${turns}: ${textOf(reason)}`;
  return [
    { text: done ? "done" : "failed", style: done ? "green" : "red" },
    `  ${textOf(ticket)}  ${textOf(title)}  `,
    { text: `${textOf(order)} ${end}`, style: "dim" },
  ];
}
