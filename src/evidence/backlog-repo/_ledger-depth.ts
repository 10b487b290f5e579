import { Lexer } from "yaml";
import { MAX_LEDGER_CHARACTERS, MAX_LEDGER_DEPTH } from "./limits.ts";

const TOO_DEEP = "nested too deeply";

/** The parser goes down by recursion: a text made of brackets or dashes is refused before it could overflow the stack. */
export function whyNotParse(text: string): string | undefined {
  if (text.length > MAX_LEDGER_CHARACTERS) return `longer than ${MAX_LEDGER_CHARACTERS} characters`;
  if (text.includes("\0")) return "holds a NUL character";
  if (/^[ \t]*(?:[-?:][ \t]+){8,}|^ {200,}\S/m.test(text)) return TOO_DEEP;
  // Brackets in texts count as well here, so what looks deep is looked at again.
  const looksDeep = deepest(text.match(/[[{\]}]/g) ?? []) > MAX_LEDGER_DEPTH;
  return looksDeep && deepest(new Lexer().lex(text)) > MAX_LEDGER_DEPTH ? TOO_DEEP : undefined;
}

function deepest(marks: Iterable<string>): number {
  let open = 0;
  let most = 0;
  for (const mark of marks) {
    if (mark === "[" || mark === "{") open += 1;
    else if (mark === "]" || mark === "}") open = Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  return most;
}
