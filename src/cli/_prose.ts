import type { Line } from "./_page.ts";
import { widthOf } from "./_width.ts";

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

/** A single word that is too long stays whole: a path that is cut can be found by nobody. */
function wrapped(text: string, { indent, columns }: { readonly indent: string; readonly columns: number }) {
  const [lead = ""] = HANGING.exec(text) ?? [];
  const below = indent + " ".repeat(widthOf(lead));
  const [first = "", ...words] = text.slice(lead.length).split(" ");
  const lines: string[] = [];
  let line = indent + lead + first;
  for (const word of words) {
    if (widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = below + word;
    } else line += ` ${word}`;
  }
  return [...lines, line];
}
