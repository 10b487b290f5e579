import type { Line } from "./_page.ts";
import { widthOf, wrap } from "./_width.ts";

interface Place {
  readonly indent: string;
  /** Columns of the screen; undefined where nothing is cut. */
  readonly columns: number | undefined;
}

/** A narrower screen, or one that does not tell its width, breaks lines better by itself. */
const LEAST_COLUMNS = 30;
const FENCE = /^\s*(?:```|~~~)/;
/** White space, then what a list begins its items with. */
const HANGING = /^\s*(?:[-*+] (?:\[[ xX]\] )?|\d+[.)] )?/;

/** Markdown as lines of a page: long lines go on below themselves in whole words, blocks of code and tables stay as they are. */
export function proseLines(text: string, { indent, columns }: Place): readonly Line[] {
  let isCode = false;
  return text.split(/\r?\n/).flatMap((raw): readonly Line[] => {
    const line = raw.replaceAll("\t", "    ");
    const isFence = FENCE.test(line);
    if (isFence) isCode = !isCode;
    const isFixed =
      columns === undefined || columns < LEAST_COLUMNS || isCode || isFence || line.trimStart().startsWith("|");
    return isFixed ? [[indent + line]] : wrapped(line, { indent, columns }).map((one): Line => [one]);
  });
}

/** What goes on stands below the first word, not below the mark of the list. */
function wrapped(text: string, { indent, columns }: { readonly indent: string; readonly columns: number }) {
  const [lead = ""] = HANGING.exec(text) ?? [];
  const below = indent + " ".repeat(widthOf(lead));
  const lines = wrap(text.slice(lead.length), columns - widthOf(below));
  return lines.map((line, at) => (at === 0 ? indent + lead : below) + line);
}
