import { LineCounter, type ParsedNode, parseDocument } from "yaml";
import type { Finding } from "../../std/finding.ts";
import { limits } from "./limits.ts";

/** Findings of one file before the caller knows its path. */
export type Problem = Omit<Finding, "file">;

/** A YAML text with the tree that was understood of it. */
export interface YamlSource {
  readonly root: ParsedNode | null;
  readonly problems: readonly Problem[];
  /** Line and column (from 1) of an offset in the text. */
  place(offset: number): { readonly line: number; readonly column: number };
}

/** Parses YAML and never throws: what is wrong becomes problems, what was understood stays. */
export function parseYaml(text: string): YamlSource {
  const lineCounter = new LineCounter();
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refusal = whyNotParse(text);
  if (refusal !== undefined) return { root: null, problems: [unreadable(refusal, { line: 1, column: 1 })], place };
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "error" });
  const problems = document.errors
    .slice(0, limits.maxProblems)
    .map((error) => unreadable(sentence(error.message), place(error.pos[0])));
  return { root: document.contents, problems, place };
}

function unreadable(message: string, at: { line: number; column: number }): Problem {
  return { code: "yaml-unreadable", severity: "error", ...at, message: `not valid YAML: ${message}` };
}

/** The library explains over several lines; the first sentence says enough beside a line number. */
function sentence(message: string): string {
  return (message.split("\n")[0] ?? message).trim();
}

/** The parser goes down by recursion, so a file made of brackets could overflow the stack. Refuse it before. */
function whyNotParse(text: string): string | undefined {
  if (text.length > limits.maxYamlCharacters) return `longer than ${limits.maxYamlCharacters} characters`;
  if (text.includes("\0")) return "holds a NUL character";
  return deepest(text) > limits.maxYamlDepth ? `nested deeper than ${limits.maxYamlDepth} levels` : undefined;
}

/** Upper bound of the nesting: open brackets (quotes are not looked at) and indicators at the start of a line. */
function deepest(text: string): number {
  let open = 0;
  let most = 0;
  for (const line of text.split("\n")) {
    const start = /^(?:[ \t]*[-?:](?=[ \t]|$))*/.exec(line)?.[0] ?? "";
    const indicators = start.replace(/[ \t]/g, "").length;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    for (const character of line.replace(/(?:^|\s)#.*$/, "")) {
      if (character === "[" || character === "{") open += 1;
      else if (character === "]" || character === "}") open = Math.max(0, open - 1);
      if (open > most) most = open;
    }
    most = Math.max(most, indicators, indent / 4);
  }
  return most;
}
