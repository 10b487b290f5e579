import { isBlank, type Line } from "./_lines.ts";

/** What may stand behind a key whose text follows in the lines below: `|`, `>-`, `|2` … */
export const HEADER = /^[|>](?:[1-9][+-]?|[+-][1-9]?)?(?:[ \t]+#.*|[ \t]*)$/;

/** The text below a `|` or `>`: its lines without their common indent. */
export function readBlockText(text: string, lines: readonly Line[], from: number): string {
  const [head, ...rest] = lines;
  const header = text.slice(from, head?.end).split("#", 1)[0] ?? "";
  const given = /[1-9]/.exec(header)?.[0];
  const indent =
    given === undefined ? (rest.find((line) => !isBlank(line))?.indent ?? 0) : (head?.indent ?? 0) + Number(given);
  const content = rest.map((line) =>
    text.slice(Math.min(line.start + indent, isBlank(line) ? line.end : line.at), line.end),
  );
  while (content.at(-1) === "") content.pop();
  const blankLines = rest.length - content.length;
  const body = header.startsWith("|") ? content.join("\n") : foldBlock(content);
  if (header.includes("-") || (content.length === 0 && !header.includes("+"))) return body;
  if (header.includes("+")) return body + "\n".repeat(content.length === 0 ? blankLines : blankLines + 1);
  return `${body}\n`;
}

/** Folding of a `>` text: breaks around more-indented lines stay. */
function foldBlock(content: readonly string[]): string {
  let folded = "";
  let breaks = 0;
  let before: string | undefined;
  for (const line of content) {
    if (line === "") {
      breaks++;
      continue;
    }
    const keeps = /^[ \t]/.test(line) || (before !== undefined && /^[ \t]/.test(before));
    if (before === undefined) folded += "\n".repeat(breaks);
    else if (keeps) folded += "\n".repeat(breaks + 1);
    else folded += breaks === 0 ? " " : "\n".repeat(breaks);
    folded += line;
    before = line;
    breaks = 0;
  }
  return folded;
}
