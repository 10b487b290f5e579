import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, visit } from "yaml";
import { MAX_LEDGER_DEPTH, MAX_LEDGER_VALUES } from "./limits.ts";

/** A value in a ledger: unknown keys may hold anything that YAML can say. */
export type LedgerValue =
  | null
  | boolean
  | number
  | string
  | readonly LedgerValue[]
  | { readonly [key: string]: LedgerValue };

export type LedgerRecord = Readonly<Record<string, LedgerValue>>;

export const isLedgerRecord = (value: LedgerValue | undefined): value is LedgerRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Turns the nodes of a document into values; undefined when aliases stand for more than can be held. */
export function valuer(document: Document.Parsed): (node: unknown) => LedgerValue | undefined {
  const targets = aliasTargets(document);
  let left = MAX_LEDGER_VALUES;
  const read = (node: unknown, depth: number): LedgerValue => {
    left -= 1;
    if (left < 0 || depth > MAX_LEDGER_DEPTH) return null;
    if (isAlias(node)) return read(targets.get(node), depth + 1);
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) return node.items.map((item) => read(item, depth + 1));
    if (!isMap(node)) return null;
    return Object.fromEntries(node.items.map(({ key, value }) => [keyText(key), read(value, depth + 1)]));
  };
  return (node) => {
    const value = read(node, 0);
    return left < 0 ? undefined : value;
  };
}

/** Where each alias leads. The library itself looks through the whole document for every single one. */
export function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, Node | undefined> {
  const named = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Alias: (_, alias) => void targets.set(alias, named.get(alias.source)),
    Value: (_, node) => void (node.anchor === undefined || named.set(node.anchor, node)),
  });
  return targets;
}

/** What every reader of YAML takes for a number. A fingerprint may be all digits, or look like `12e34`: to older readers a text. */
const NUMBER = /^[-+]?(?:0|[1-9][0-9]*|[0-9]+\.[0-9]*(?:e[-+]?[0-9]+)?|0x[0-9a-f]+)$/i;

function scalarValue(node: Scalar): LedgerValue {
  const { value, source } = node;
  if (isTextual(node)) return source ?? "";
  if (value === null || typeof value === "boolean" || typeof value === "string" || typeof value === "number")
    return value;
  return source ?? String(value);
}

/** Whether what reads as a number is meant as a text. */
export const isTextual = ({ value, source }: Scalar): boolean =>
  typeof value === "number" &&
  source !== undefined &&
  (!NUMBER.test(source) || (Number.isInteger(value) && !Number.isSafeInteger(value)));

export const keyText = (key: unknown): string => (isScalar(key) ? String(key.source ?? key.value) : "");

export function sameValue(one: LedgerValue | undefined, other: LedgerValue | undefined): boolean {
  if (isList(one) || isList(other)) {
    if (!isList(one) || !isList(other)) return false;
    return one.length === other.length && one.every((value, at) => sameValue(value, other[at]));
  }
  if (!isLedgerRecord(one) || !isLedgerRecord(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]));
}

export const isList = (value: LedgerValue | undefined): value is readonly LedgerValue[] => Array.isArray(value);
