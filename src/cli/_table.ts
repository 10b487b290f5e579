import type { Line, Span, Style } from "./_page.ts";
import { printableLine } from "./_printable.ts";
import { padEnd, shortened, widthOf } from "./_width.ts";

export interface Column<Row> {
  readonly head: string;
  readonly text: (row: Row) => string;
  readonly style?: (text: string) => Style | undefined;
  /** Gives way first when the table is too wide. One column of a table. */
  readonly shrinks?: true;
  /** Columns leave before the one that shrinks gets narrower than this. */
  readonly least?: number;
  /** Columns with the highest number leave first when shrinking is not enough. */
  readonly leaves?: number;
}

const GAP = 2;
const LEAST = 16;

/** Lays rows out in aligned columns that fit the screen; columns that are empty in every row are left out. */
export function table<Row>(
  all: readonly Column<Row>[],
  rows: readonly Row[],
  columns: number | undefined,
): readonly Line[] {
  const cells = all.map((column) => rows.map((row) => printableLine(column.text(row))));
  const laid = all
    .map((column, at) => ({ column, cells: cells[at] ?? [] }))
    .filter((one) => one.cells.some((cell) => cell !== ""))
    .map((one) => ({ ...one, width: widest([one.column.head, ...one.cells]) }));
  const fitted = columns === undefined ? laid : shrunk(laid, columns);
  const lines: Line[] = [row(fitted.map(({ column, width }) => cell(column.head.toUpperCase(), width, "dim")))];
  for (let at = 0; at < rows.length; at++) {
    lines.push(
      row(
        fitted.map(({ column, cells: texts, width }) => {
          const text = texts[at] ?? "";
          return cell(shortened(text, width), width, column.style?.(text));
        }),
      ),
    );
  }
  return lines;
}

interface Laid<Row> {
  readonly column: Column<Row>;
  readonly cells: readonly string[];
  readonly width: number;
}

function shrunk<Row>(laid: readonly Laid<Row>[], columns: number): readonly Laid<Row>[] {
  const excess = laid.reduce((sum, one) => sum + one.width + GAP, -GAP) - columns;
  if (excess <= 0) return laid;
  const shrinking = laid.find((one) => one.column.shrinks);
  const width = (shrinking?.width ?? 0) - excess;
  if (shrinking !== undefined && width >= (shrinking.column.least ?? LEAST))
    return laid.map((one) => (one === shrinking ? { ...one, width } : one));
  const leaving = laid.reduce(
    (most, one) => ((one.column.leaves ?? 0) > (most?.column.leaves ?? 0) ? one : most),
    laid[0],
  );
  if (leaving?.column.leaves !== undefined)
    return shrunk(
      laid.filter((one) => one !== leaving),
      columns,
    );
  return laid.map((one) => (one === shrinking ? { ...one, width: Math.max(width, 1) } : one));
}

const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);

function cell(text: string, width: number, style: Style | undefined): Span[] {
  const padding = padEnd(text, width).slice(text.length);
  return [style === undefined ? text : { text, style }, padding];
}

function row(cells: readonly Span[][]): Line {
  return cells.flatMap((spans, at) => (at === 0 ? spans : ["  ", ...spans]));
}
