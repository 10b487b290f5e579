import type { Line } from "./_lines.ts";
import { closingQuote, unquote } from "./_yaml-scalar.ts";

/** The key at the beginning of a line. */
export interface Key {
  readonly name: string;
  /** Behind the colon. */
  readonly colon: number;
}

const PLAIN_KEY = /[A-Za-z_][\w.-]*(?=:[ \t\r\n])/y;
const NO_KEY = new Set(["[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "@", "%", "`", ",", '"', "'"]);

/** The key at the beginning of a line, with the colon that ends it. */
export function readKey(text: string, line: Line): Key | undefined {
  PLAIN_KEY.lastIndex = line.at;
  const plain = PLAIN_KEY.exec(text)?.[0];
  if (plain !== undefined) return { name: plain, colon: line.at + plain.length + 1 };
  const first = text[line.at] ?? "";
  if (first === '"' || first === "'") return readQuotedKey(text, line);
  if (NO_KEY.has(first) || isDash(text, line)) return undefined;
  for (let at = text.indexOf(":", line.at); at !== -1 && at < line.end; at = text.indexOf(":", at + 1)) {
    if (at > line.at && (at + 1 === line.end || text[at + 1] === " " || text[at + 1] === "\t")) {
      const name = text.slice(line.at, at).trimEnd();
      return name.includes(" #") ? undefined : { name, colon: at + 1 };
    }
  }
  return undefined;
}

function readQuotedKey(text: string, line: Line): Key | undefined {
  const close = closingQuote(text, line.at, line.end);
  if (close === -1) return undefined;
  const colon = firstVisible(text, close + 1, line.end);
  const after = text[colon + 1];
  if (text[colon] !== ":" || (colon + 1 < line.end && after !== " " && after !== "\t")) return undefined;
  return { name: unquote(text.slice(line.at, close + 1)), colon: colon + 1 };
}

export function isKeyStart(text: string, line: Line): boolean {
  PLAIN_KEY.lastIndex = line.at;
  return PLAIN_KEY.test(text);
}

export function isDash(text: string, line: Line): boolean {
  if (text[line.at] !== "-") return false;
  const after = text[line.at + 1];
  return line.at + 1 >= line.end || after === " " || after === "\t";
}

/** First character from an offset on that is no blank. */
export function firstVisible(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && (text[at] === " " || text[at] === "\t")) at++;
  return at;
}
