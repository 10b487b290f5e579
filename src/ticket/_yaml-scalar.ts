import type { FieldValue } from "./model.ts";

const INTEGER = /^[-+]?(?:0|[1-9]\d*)$/;
const DECIMAL = /^[-+]?(?:0|[1-9]\d*)\.\d+$/;
/** The exponent needs its sign, so that a commit hash such as 12e5 stays a text. */
const EXPONENT = /^[-+]?\d+(?:\.\d+)?e[-+]\d+$/;

const WORDS: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ["", null],
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

/** What an unquoted scalar means: null, a boolean, a number that loses nothing, or the text itself. */
export function resolvePlain(text: string): FieldValue {
  const first = text.charCodeAt(0);
  if (first >= 65 && first <= 122 && text.length > 5) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (INTEGER.test(text)) return exactInteger(text);
  return DECIMAL.test(text) || EXPONENT.test(text) ? finite(text) : text;
}

/** Joins the lines of a scalar as YAML does: one break is a blank, each empty line more is a break. */
export function fold(lines: readonly string[]): string {
  let folded = (lines[0] ?? "").replace(/[ \t]+$/, "");
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const part = line.replace(/^[ \t]+|[ \t]+$/g, "");
    if (part === "" && index < lines.length - 1) {
      breaks++;
      continue;
    }
    folded += breaks === 0 ? " " : "\n".repeat(breaks);
    folded += part;
    breaks = 0;
  }
  return folded;
}

/** Offset of the quote that closes the one at `from`, or -1. */
export function closingQuote(text: string, from: number, to: number): number {
  const quote = text[from];
  for (let at = from + 1; at < to; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (text[at] !== quote) continue;
    else if (quote === "'" && text[at + 1] === "'" && at + 1 < to) at++;
    else return at;
  }
  return -1;
}

/** The text between two quotes, with what YAML does to escapes and line breaks. */
export function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted[0] === "'") return foldQuoted(inner).replaceAll("''", "'");
  if (!inner.includes("\\")) return foldQuoted(inner);
  return foldQuoted(inner.replace(/\\\r?\n[ \t]*/g, "\\\n")).replace(ESCAPE, unescaped);
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

const SHORT: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
  "\n": "",
};

function unescaped(...found: readonly (string | undefined)[]): string {
  const [whole = "", x, u, wide, short = ""] = found;
  const code = Number.parseInt(x ?? u ?? wide ?? "-1", 16);
  if (code > 0x10ffff) return whole;
  if (code >= 0) return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code);
  return Object.hasOwn(SHORT, short) ? (SHORT[short] ?? whole) : whole;
}

function foldQuoted(inner: string): string {
  if (!inner.includes("\n")) return inner;
  return foldKeepingEnds(inner.split(/\r?\n/));
}

/** Like fold, but blanks before the first break's text and after the last one belong to the value. */
function foldKeepingEnds(lines: readonly string[]): string {
  let folded = "";
  let breaks = 0;
  const last = lines.length - 1;
  for (const [index, line] of lines.entries()) {
    const escapedBreak = index < last && line.endsWith("\\") && !line.endsWith("\\\\");
    const left = index === 0 ? line : line.replace(/^[ \t]+/, "");
    const part = index === last || escapedBreak ? left : left.replace(/[ \t]+$/, "");
    if (part === "" && index > 0 && index < last) {
      breaks++;
      continue;
    }
    if (index > 0 && !folded.endsWith("\\\n")) folded += breaks === 0 ? " " : "\n".repeat(breaks);
    folded += escapedBreak ? `${part}\n` : part;
    breaks = 0;
  }
  return folded;
}

function exactInteger(text: string): FieldValue {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

function finite(text: string): FieldValue {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
