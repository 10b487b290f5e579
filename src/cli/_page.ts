import { printableLine } from "./_printable.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";

/** A piece of a line: plain text, or text with a look. Cleaning happens when it is painted, so no renderer can forget it. */
export type Span = string | { readonly text: string; readonly style: Style };
export type Line = readonly Span[];

/** What a renderer knows of the place its lines will be shown in. */
export interface Page {
  /** Columns to fit into; undefined when the output goes into a file or a pipe, where nothing is cut. */
  readonly columns: number | undefined;
  /** A person is looking: hints are welcome. */
  readonly hints: boolean;
  /** Fields asked for with `--fields`, in their order. */
  readonly fields: readonly string[] | undefined;
  /** The person is asked next how to go on. */
  readonly asking?: true;
}

const CODES: Readonly<Record<Style, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
};

/** Turns lines into the text that is written. */
export function paint(lines: readonly Line[], look: "colored" | "plain"): string {
  let text = "";
  for (const line of lines) {
    let row = "";
    for (const span of line) row += look === "plain" ? plain(span) : colored(span);
    text += `${row.trimEnd()}\n`;
  }
  return text;
}

/** A text of several lines as lines of a page. */
export function linesOf(text: string, indent = ""): readonly Line[] {
  return text.split(/\r?\n/).map((line) => [indent + line.replaceAll("\t", "    ")]);
}

const plain = (span: Span): string => printableLine(typeof span === "string" ? span : span.text);

function colored(span: Span): string {
  if (typeof span === "string" || span.text === "") return plain(span);
  return `\x1b[${CODES[span.style]}m${plain(span)}\x1b[0m`;
}
