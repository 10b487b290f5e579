import { linesOf } from "./_lines.ts";
import { type Entry, readEntries } from "./_yaml.ts";
import { MAX_FRONTMATTER_CHARS } from "./limits.ts";
import type { Problem } from "./model.ts";
import { problem } from "./problems.ts";

/** The frontmatter of a text that has one. */
export interface Frontmatter {
  readonly entries: readonly Entry[];
  /** Start of the line `---` that ends it. */
  readonly close: number;
  /** Start of the line after that. */
  readonly bodyStart: number;
}

const BOM = 0xfeff;

/** Finds and reads the frontmatter; undefined, with a problem, when it is missing, unclosed or far too large. */
export function readFrontmatter(text: string, problems: Problem[]): Frontmatter | undefined {
  const start = text.charCodeAt(0) === BOM ? 1 : 0;
  const first = fenceEnd(text, start);
  if (first === undefined) {
    const hint = "a ticket begins with its fields between two lines ---";
    problems.push(
      problem("frontmatter-missing", "the file does not begin with a line ---", { line: 1, column: 1, hint }),
    );
    return undefined;
  }
  const close = closingFence(text, first);
  if (close === undefined) {
    const hint = "add a line --- after the last field";
    problems.push(
      problem("frontmatter-unclosed", "the frontmatter that begins here is never closed", { line: 1, column: 1, hint }),
    );
    return undefined;
  }
  if (close - first > MAX_FRONTMATTER_CHARS) {
    const message = `the frontmatter is longer than ${MAX_FRONTMATTER_CHARS / 1024} kB`;
    problems.push(problem("frontmatter-too-large", message, { line: 1, column: 1 }));
    return undefined;
  }
  const entries = readEntries(text, linesOf(text, { from: first, to: close, firstNumber: 2 }), problems);
  return { entries, close, bodyStart: fenceEnd(text, close) ?? text.length };
}

function closingFence(text: string, from: number): number | undefined {
  if (fenceEnd(text, from) !== undefined) return from;
  for (let at = text.indexOf("\n---", from); at !== -1; at = text.indexOf("\n---", at + 1)) {
    if (fenceEnd(text, at + 1) !== undefined) return at + 1;
  }
  return undefined;
}

/** Where the line after `---` starts; undefined when the line at `at` is something else. */
function fenceEnd(text: string, at: number): number | undefined {
  if (!text.startsWith("---", at)) return undefined;
  let end = at + 3;
  while (text[end] === " " || text[end] === "\t" || text[end] === "\r") end++;
  if (end >= text.length) return text.length;
  return text[end] === "\n" ? end + 1 : undefined;
}
