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
  const { claims, tickets, orders, total, waiting, disk } = shapeOf(output);
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
    ...advisoryLine(shapeOf(claims)),
    ...(shapesOf(waiting) ?? []).map(waitingLine),
    ...(isShape(disk) ? diskLines(disk, page) : []),
  ];
}

/** Said aloud: with such a remote one of the promises is weaker. */
export function advisoryLine({ remote, fencing }: Shape): readonly Line[] {
  if (fencing !== "advisory") return [];
  const why = "moves one ref at a time, so who was overtaken is found by a look right before publishing";
  return [[{ text: `fencing is advisory: ${textOf(remote)} ${why}`, style: "yellow" }]];
}

function waitingLine({ base, commits, folder }: Shape): Line {
  const where = textOf(folder);
  const why = where === "" ? "" : `: files in ${where} are in the way`;
  return [{ text: `${textOf(commits)} proven commits wait to land on ${textOf(base)}${why}`, style: "yellow" }];
}

/** Room on the disk: the largest first, and the sums. */
function diskLines({ orders, total, checkouts, private: own }: Shape, page: Page): readonly Line[] {
  const rows = (shapesOf(orders) ?? []).map(({ order, checkout, run: log }) => ({
    order,
    checkout: roomText(checkout),
    logs: roomText(log),
  }));
  const more =
    typeof total === "number" && total > rows.length
      ? [[{ text: `${rows.length} of ${total} orders that take up room`, style: "dim" }] satisfies Line]
      : [];
  const columns = [column("order"), column("checkout"), column("logs")];
  return [
    [],
    ...(rows.length === 0 ? [] : table(columns, rows, page.columns)),
    ...more,
    [`checkouts ${roomText(checkouts) || "0 B"}, private to this clone ${roomText(own) || "0 B"}`],
  ];
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

function roomText(room: unknown): string {
  const { bytes, whole } = shapeOf(room);
  if (typeof bytes !== "number") return "";
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const size = bytes / 1024 ** power;
  return `${whole === false ? "over " : ""}${power === 0 ? size : size.toFixed(1)} ${UNITS[power]}`;
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
  const { planned, orders, resumed, stopped, split } = shapeOf(output);
  const done = shapesOf(orders);
  if (done === undefined) return generic(output, page);
  const plan = shapesOf(planned) ?? [];
  const faults = shapesOf(stopped) ?? [];
  const large = shapesOf(split) ?? [];
  return [
    ...large.map(splitLine),
    ...plan.map(({ id, title }): Line => [`would work on ${textOf(id)}  ${textOf(title)}`]),
    ...(resumed === 0 || resumed === undefined
      ? []
      : [[{ text: `went on with ${textOf(resumed)} from before`, style: "dim" }] satisfies Line]),
    ...done.flatMap(orderLines),
    ...faults.flatMap(stoppedLines),
    ...(plan.length + done.length + faults.length + large.length === 0 ? [["nothing is ready"]] : []),
  ];
}

function stoppedLines({ message, hint }: Shape): readonly Line[] {
  const head: Line = [{ text: "stopped", style: "red" }, `  ${textOf(message)}`];
  return typeof hint === "string" ? [head, [{ text: `    ${hint}`, style: "dim" }]] : [head];
}

function splitLine({ ticket, title, into, parts, needsPerson }: Shape): Line {
  const slices = Array.isArray(into) ? into.map(textOf) : [];
  const end = slices.length > 0 ? `split into ${slices.join(", ")}` : `could be split into ${textOf(parts)}`;
  const who = needsPerson === true ? "; a person decides: docket show has the proposal" : "";
  return [
    { text: "large", style: "yellow" },
    `  ${textOf(ticket)}  ${textOf(title)}  `,
    { text: `${end}${who}`, style: "dim" },
  ];
}

/** How an order ended; why it failed may be several things, each on a line of its own. */
function orderLines({ order, ticket, title, result, rounds, commit, reason }: Shape): readonly Line[] {
  const done = result === "done";
  const turns = rounds === 1 ? "" : ` after ${textOf(rounds)} rounds`;
  const [first = "", ...more] = done ? [] : textOf(reason).split("\n");
  const end = done ? `merged as ${textOf(commit).slice(0, 10)}${turns}` : `gave up${turns}`;
  const isList = first.startsWith("- ") || more.length > 0;
  const head: Line = [
    { text: done ? "done" : "failed", style: done ? "green" : "red" },
    `  ${textOf(ticket)}  ${textOf(title)}  `,
    { text: `${textOf(order)} ${end}${done || isList ? "" : `: ${first}`}`, style: "dim" },
  ];
  return isList ? [head, ...[first, ...more].map((line): Line => [{ text: `    ${line}`, style: "dim" }])] : [head];
}
