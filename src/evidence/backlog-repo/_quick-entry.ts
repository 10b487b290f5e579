import type { LedgerRecord, LedgerValue } from "./ledger-value.ts";

const FIRST = /^( *)- ([a-z][a-z0-9_]*):(?: (.*))?$/;
const PAIR = /^( *)([a-z][a-z0-9_]*):(?: (.*))?$/;
const ITEM = /^( *)- (.*)$/;
/** Begins like nothing but a text, and holds no mark that could mean something else. */
const PLAIN = /^(?:[A-Za-z_/]|\.[a-z]*[./])[A-Za-z0-9 _./:@+-]*$/;
const WORDS = /^(?:true|false|null)$/i;
const HEX = /^(?=[0-9]*[a-f])(?![0-9]*e[0-9]+$)[0-9a-f]{16}$/;

/**
 * Reads an entry that is written as plainly as programs write: a key a line, texts, lists of texts. Undefined for any other, which the
 * YAML library then reads. Of ten thousand entries the library needs seconds, and hardly one is not plain.
 */
export function quickEntry(text: string): LedgerRecord | undefined {
  const lines = text.replace(/\n+$/, "").split("\n");
  const [, indent, key, value] = FIRST.exec(lines[0] ?? "") ?? [];
  if (indent === undefined || key === undefined) return undefined;
  const pairs = readPairs(
    [`${indent}  ${key}:${value === undefined ? "" : ` ${value}`}`, ...lines.slice(1)],
    `${indent}  `,
  );
  return pairs === undefined || new Set(pairs.map(([name]) => name)).size < pairs.length
    ? undefined
    : Object.fromEntries(pairs);
}

type Pair = readonly [string, LedgerValue];

function readPairs(lines: readonly string[], indent: string): readonly Pair[] | undefined {
  const pairs: Pair[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, blanks, key, value] = PAIR.exec(lines[at] ?? "") ?? [];
    if (blanks !== indent || key === undefined) return undefined;
    const items = value === undefined ? itemsBelow(lines, at + 1, indent) : undefined;
    const read = value === undefined ? items : scalar(value);
    if (read === undefined) return undefined;
    pairs.push([key, read]);
    at += items?.length ?? 0;
  }
  return pairs;
}

/** The list below a key; undefined where there is none, or one of its items is not plain. */
function itemsBelow(lines: readonly string[], from: number, indent: string): readonly string[] | undefined {
  const items: string[] = [];
  const deep = ITEM.exec(lines[from] ?? "")?.[1];
  if (deep === undefined || deep.length < indent.length) return undefined;
  for (const line of lines.slice(from)) {
    const [, blanks, value = ""] = ITEM.exec(line) ?? [];
    if (blanks === undefined) break;
    const read = blanks === deep ? scalar(value) : undefined;
    if (typeof read !== "string") return undefined;
    items.push(read);
  }
  return items;
}

function scalar(text: string): LedgerValue | undefined {
  if (text === "[]") return [];
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  const isPlain = PLAIN.test(text) && !/: |[: ]$/.test(text) && !WORDS.test(text);
  return isPlain || HEX.test(text) ? text : undefined;
}
