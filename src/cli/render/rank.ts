import { cutText } from "../_cut.ts";
import { priorityLook } from "../_looks.ts";
import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";
import { countLine, isCutToNone } from "./_tickets.ts";
import { backtest } from "./backtest.ts";
import { generic } from "./generic.ts";

/** The order of work, where one score comes from, or what stands before a ticket. */
export function rank(output: unknown, page: Page): readonly Line[] {
  const answer = shapeOf(output);
  if (page.fields !== undefined) return generic(output, page);
  if (isShape(answer.backtest)) return backtest(answer, page);
  if (isShape(answer.explained)) return explanation(answer, answer.explained, page);
  if (isShape(answer.asked)) return whyNot(answer, answer.asked, page);
  const tickets = shapesOf(answer.tickets) ?? [];
  if (tickets.length === 0 && !isCutToNone(answer)) return NOTHING;
  if (tickets.length === 0) return [cutLine(0, answer.total)];
  return [...table(COLUMNS, tickets, page.columns), ...(page.hints ? [cutLine(tickets.length, answer.total)] : [])];
}

/** As below any list; here `--top` shows more. */
const cutLine = (shown: number, total: unknown): Line =>
  typeof total === "number" && total > shown
    ? [{ text: cutText(shown, total, "top"), style: "dim" }]
    : countLine(shown, total);

const NOTHING: readonly Line[] = [
  ["no ticket can be started now"],
  [{ text: "docket blocked says what waits, and for what", style: "dim" }],
];

const column = (name: string, more: Partial<Column<Shape>> = {}): Column<Shape> => ({
  head: name,
  text: (row) => textOf(row[name]),
  ...more,
});

const COLUMNS: readonly Column<Shape>[] = [
  column("place", { head: "#" }),
  column("id"),
  column("priority", { head: "pri", style: priorityLook }),
  column("score", { style: () => "bold" }),
  column("value", { leaves: 2 }),
  column("unblocks", { leaves: 2, text: ({ unblocks }) => (unblocks === 0 ? "" : `+${textOf(unblocks)}`) }),
  column("aging", { leaves: 3, text: ({ aging }) => `×${textOf(aging)}` }),
  column("effort", { leaves: 1, text: ({ effort }) => `÷${textOf(effort)}` }),
  column("title", { shrinks: true }),
];

function explanation(answer: Shape, { id, title, place, score, status }: Shape, page: Page): readonly Line[] {
  const head: Line = [`${textOf(id)}  `, { text: `score ${textOf(score)}`, style: "bold" }, `  ${textOf(title)}`];
  const where =
    typeof place === "number"
      ? `place ${place} of ${textOf(answer.total)}`
      : `cannot be started now (${textOf(answer.state)}); docket rank --why-not ${textOf(id)} says why`;
  const queue = typeof answer.queue === "number" ? `, place ${answer.queue} in the queue of its epic` : "";
  const terms = shapesOf(answer.terms) ?? [];
  return [
    head,
    [where],
    [
      `first counts how near it is (${textOf(status)}), then priority (${textOf(answer.pressing)})${queue}; then the score:`,
    ],
    ...(terms.length === 0 ? [["it is closed and has no score"]] : [...table(TERMS, terms, page.columns)]),
    ...(terms.length === 0 ? [] : [[{ text: textOf(answer.formula), style: "dim" }] satisfies Line]),
  ];
}

const TERMS: readonly Column<Shape>[] = [
  column("name", { head: "term", text: ({ name }) => textOf(name).replaceAll("_", " ") }),
  column("value"),
  column("source", { head: "from", shrinks: true }),
];

function whyNot(answer: Shape, { id, title, place }: Shape, page: Page): readonly Line[] {
  const reasons = shapesOf(answer.reasons) ?? [];
  const before = shapesOf(answer.before) ?? [];
  const head: Line = [`${textOf(id)}  ${textOf(title)}`];
  if (answer.state === "closed") return [head, ["it is closed; nothing is left to start"]];
  const ahead = typeof answer.ahead === "number" ? answer.ahead : before.length;
  return [
    head,
    ...(typeof place === "number"
      ? []
      : [[`it cannot be started now: ${textOf(answer.state)}`], ...reasons.map(reasonLine)]),
    [standing(place, ahead)],
    ...(before.length === 0 ? [] : table(BEFORE, before, page.columns)),
    ...(ahead > before.length && page.hints ? [cutLine(before.length, ahead)] : []),
  ];
}

function standing(place: unknown, ahead: number): string {
  if (typeof place !== "number")
    return ahead === 0 ? "nothing else would stand before it" : `${ahead} would stand before it`;
  return ahead === 0 ? "nothing stands before it: it is the next" : `${ahead} before it`;
}

const reasonLine = ({ message }: Shape): Line => [{ text: `    ${textOf(message)}`, style: "yellow" }];

const BEFORE: readonly Column<Shape>[] = [
  column("place", { head: "#" }),
  column("id"),
  column("title", { shrinks: true }),
  column("because"),
];
