import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { shortened } from "../_width.ts";
import { countLine, isCutToNone, ticketTable } from "./_tickets.ts";
import { generic } from "./generic.ts";

const NOTHING_READY: readonly Line[] = [
  ["no ticket can be started now"],
  [{ text: "docket blocked says what waits, and for what; docket new writes a new ticket", style: "dim" }],
];

/** What can be started now. */
export function ready(output: unknown, page: Page): readonly Line[] {
  if (Array.isArray(shapeOf(output).promoted)) return promoted(shapeOf(output));
  const none = shapesOf(shapeOf(output).tickets)?.length === 0 && !isCutToNone(shapeOf(output));
  return none ? NOTHING_READY : generic(withoutReasons(output), page);
}

/** What moved on, and what each of the others lacks. */
function promoted({ promoted: moved, kept, dryRun }: Shape): readonly Line[] {
  const gone = shapesOf(moved) ?? [];
  const held = shapesOf(kept) ?? [];
  if (gone.length + held.length === 0) return [["no ticket is new or refined"]];
  const verb = dryRun === true ? "would go" : "went";
  return [
    ...gone.map(
      (one): Line => [
        { text: textOf(one.id), style: "bold" },
        `  ${verb} from ${textOf(one.from)} to ${textOf(one.to)}  ${textOf(one.title)}`,
      ],
    ),
    ...held.flatMap((one): readonly Line[] => [
      [{ text: textOf(one.id), style: "bold" }, `  ${textOf(one.status)}  ${textOf(one.title)}`],
      ...(Array.isArray(one.missing) ? one.missing : []).map(
        (what): Line => [{ text: `    ${textOf(what)}`, style: "yellow" }],
      ),
    ]),
  ];
}

/** The ticket to do next. */
export function next(output: unknown, page: Page): readonly Line[] {
  const { ticket, ready: count } = shapeOf(output);
  if (!isShape(ticket)) return NOTHING_READY;
  const line = ticketTable([ticket], page);
  const others = typeof count === "number" ? count - 1 : 0;
  const more = others > 0 ? `; docket ready lists ${others} more` : "";
  const hint: Line = [{ text: `docket show ${textOf(ticket.id)} shows it whole${more}`, style: "dim" }];
  return page.hints ? [...line, hint] : line;
}

/** What waits, with every reason below its ticket. */
export function blocked(output: unknown, page: Page): readonly Line[] {
  const { tickets, total } = shapeOf(output);
  const rows = shapesOf(tickets) ?? [];
  if (page.fields !== undefined || isCutToNone(shapeOf(output))) return generic(output, page);
  if (rows.length === 0) return [["no ticket waits for anything"]];
  return [...withLinesBelow(rows, page, reasonsOf), ...(page.hints ? [countLine(rows.length, total)] : [])];
}

/** Found tickets, each with the place where the words stand. */
export function search(output: unknown, page: Page): readonly Line[] {
  const { tickets, total, query } = shapeOf(output);
  const rows = shapesOf(tickets) ?? [];
  if (page.fields !== undefined) return generic(output, page);
  if (isCutToNone(shapeOf(output))) return [countLine(0, total)];
  if (rows.length === 0) return [[`no ticket holds ${textOf(query)}`]];
  const words = textOf(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  const below = ({ snippet }: Shape): readonly Line[] =>
    textOf(snippet) === "" ? [] : [["    ", ...marked(fitted(textOf(snippet), page), words)]];
  return [...withLinesBelow(rows, page, below), ...(page.hints ? [countLine(rows.length, total)] : [])];
}

/** A table of tickets with lines of their own below each row. */
function withLinesBelow(rows: readonly Shape[], page: Page, below: (row: Shape) => readonly Line[]): readonly Line[] {
  const [head, ...lines] = ticketTable(rows, page);
  return [...(head === undefined ? [] : [head]), ...lines.flatMap((line, at) => [line, ...below(rows[at] ?? {})])];
}

function reasonsOf({ reasons }: Shape): readonly Line[] {
  return (shapesOf(reasons) ?? []).map(({ message }) => [{ text: `    ${textOf(message)}`, style: "yellow" }]);
}

const fitted = (text: string, { columns }: Page): string =>
  columns === undefined ? text : shortened(text.replace(/\s+/g, " "), columns - 4);

/** The words looked for stand out; only whole beginnings of words count, as in the search itself. */
function marked(text: string, words: readonly string[]): Line {
  const wanted = words.map((word) => RegExp.escape(word)).join("|");
  if (wanted === "") return [text];
  const pieces = text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${wanted})`, "giu"));
  return pieces.map((piece, at) => (at % 2 === 1 ? { text: piece, style: "bold" } : piece));
}

function withoutReasons(output: unknown): unknown {
  const { tickets, ...rest } = shapeOf(output);
  const rows = shapesOf(tickets) ?? [];
  return { ...rest, tickets: rows.map(({ reasons: _reasons, ...row }) => row) };
}
