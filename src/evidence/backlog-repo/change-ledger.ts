import { Document, isMap, isScalar, isSeq, Pair, parseDocument, Scalar, visit, type YAMLMap, YAMLSeq } from "yaml";
import { isOdd, quoteOdd, withoutOdd } from "./_odd-letters.ts";
import { joinLayout, type Layout } from "./ledger-layout.ts";
import { isList, isTextual, keyText, type LedgerRecord, type LedgerValue, sameValue, valuer } from "./ledger-value.ts";
import { LEDGER_YAML, type LedgerKind, type LedgerReading, readLedger } from "./read-ledger.ts";

/** What becomes of entries, by id; `undefined` takes one out. */
export type LedgerChanges = ReadonlyMap<string, LedgerRecord | undefined>;

/**
 * The text of a ledger with some entries changed and the list sorted by id. Entries that are not named stay byte for byte, bad ones
 * and the comments above each included; in a changed one only the keys that differ are touched.
 */
export function changeLedgerText(reading: LedgerReading, kind: LedgerKind, changes: LedgerChanges): string {
  if (!reading.isReadable) throw new Error("a ledger that cannot be read must not be written");
  const real = realChanges(reading, changes);
  if (real.size === 0) return reading.text;
  const after =
    reading.layout === undefined
      ? rewrite(reading, kind, real)
      : splice({ ...reading, layout: reading.layout }, kind, real);
  check(reading, readLedger(after, kind), real);
  return after;
}

function realChanges({ entries }: LedgerReading, changes: LedgerChanges): LedgerChanges {
  return new Map([...changes].filter(([id, record]) => !sameValue(entries.get(id), record)));
}

function splice(
  { ids, layout }: LedgerReading & { readonly layout: Layout },
  kind: LedgerKind,
  changes: LedgerChanges,
): string {
  const style = styleOf(layout);
  const kept = layout.chunks.map((chunk, at): Piece<string | undefined> => {
    const change = changeAt(ids, at, changes);
    if (change === undefined) return { id: ids[at], value: chunk.text };
    return { id: ids[at], value: change.to === undefined ? undefined : editChunk(chunk.text, change.to, style) };
  });
  const added = addedTo(ids, changes).map(({ id, value }) => ({ id, value: printEntry(value, style) }));
  return joinLayout(layout, kind.list, sorted([...kept, ...added]));
}

/** What becomes of the entry at a place. Of several with one id the last is changed; all are taken out. */
function changeAt(
  ids: readonly (string | undefined)[],
  at: number,
  changes: LedgerChanges,
): { readonly to: LedgerRecord | undefined } | undefined {
  const id = ids[at];
  if (id === undefined || !changes.has(id)) return undefined;
  const to = changes.get(id);
  return to === undefined || ids.lastIndexOf(id) === at ? { to } : undefined;
}

const addedTo = (ids: readonly (string | undefined)[], changes: LedgerChanges): readonly Piece<LedgerRecord>[] => {
  const known = new Set(ids);
  return [...changes].flatMap(([id, value]) => (known.has(id) || value === undefined ? [] : [{ id, value }]));
};

interface Piece<Value> {
  /** Undefined for an entry that cannot be read: it stays behind the one before it. */
  readonly id: string | undefined;
  readonly value: Value;
}

/** In the order of the ids, without what is taken out. */
function sorted<Value>(pieces: readonly Piece<Value | undefined>[]): readonly Value[] {
  let key = "";
  const keyed = pieces.map(({ id, value }) => {
    key = id ?? key;
    return { key, value };
  });
  return keyed
    .toSorted((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
    .flatMap(({ value }) => (value === undefined ? [] : [value]));
}

interface Style {
  readonly indent: string;
  readonly eol: string;
  /** Whether lists stand deeper than their key. */
  readonly deepLists: boolean;
}

function styleOf({ indent, eol, chunks }: Layout): Style {
  const flat = chunks.some(({ text }) => /^( +)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(text));
  return { indent, eol, deepLists: chunks.length > 0 && indent !== "" && !flat };
}

/** One entry anew. */
function printEntry(record: LedgerRecord, style: Style): string {
  return print(fresh([record]), style);
}

function print(document: Document, { indent, eol, deepLists }: Style): string {
  const text = document.toString({
    lineWidth: 0,
    indentSeq: deepLists,
    singleQuote: true,
    flowCollectionPadding: false,
  });
  const lines = withoutOdd(text).replace(/\n$/, "").split("\n");
  return lines.map((line) => (line === "" ? eol : indent + line + eol)).join("");
}

function editChunk(text: string, record: LedgerRecord, style: Style): string {
  const document = parseDocument(text, LEDGER_YAML);
  const map = isSeq(document.contents) ? document.contents.items[0] : undefined;
  if (document.errors.length > 0 || !isMap(map)) return printEntry(record, style);
  visit(document, { Scalar: (_, node) => asText(node) });
  setKeys(map, record, valuer(document));
  const printed = print(document, style);
  // Blank lines at the end of a kept block text are its value, and were printed with it.
  const isKept = printed.endsWith(style.eol + style.eol);
  const blankLines = text.slice(text.trimEnd().length).split("\n").length - 2;
  return printed + (isKept ? "" : style.eol.repeat(Math.max(0, blankLines)));
}

function setKeys(map: YAMLMap, record: LedgerRecord, read: (node: unknown) => LedgerValue | undefined): void {
  map.items = map.items.filter(({ key }) => Object.hasOwn(record, keyText(key)));
  const known = new Map(map.items.map((pair) => [keyText(pair.key), pair]));
  for (const [key, value] of Object.entries(record)) {
    const pair = known.get(key);
    if (pair === undefined) map.items.push(new Pair(new Scalar(key), plain(value)));
    else if (!sameValue(read(pair.value), value)) pair.value = changedNode(pair.value, value, read);
  }
}

/** A node for another value; of the old one its comments and quotes stay where it is of the same sort. */
function changedNode(node: unknown, value: LedgerValue, read: (node: unknown) => LedgerValue | undefined): unknown {
  if (isSeq(node) && isList(value)) return sameItems(node, value, read);
  const isBlock = isScalar(node) && node.type?.startsWith("BLOCK") === true;
  if (!isScalar(node) || isBlock || typeof value === "object") return plain(value);
  node.value = value;
  quoteOdd(node);
  return node;
}

/** A list with other values: what stays keeps its node, and so its comment. */
function sameItems(
  seq: YAMLSeq,
  values: readonly LedgerValue[],
  read: (node: unknown) => LedgerValue | undefined,
): YAMLSeq {
  const left = [...seq.items];
  const items = values.map((value) => {
    const at = left.findIndex((node) => sameValue(read(node), value));
    return at < 0 ? plain(value) : left.splice(at, 1)[0];
  });
  const next = new YAMLSeq();
  next.items = items;
  if (seq.flow === true && items.length > 0) next.flow = true;
  return next;
}

const plain = (value: LedgerValue): unknown => fresh(value).contents;

function fresh(value: LedgerValue): Document {
  const document = new Document(value, { ...LEDGER_YAML, aliasDuplicateObjects: false });
  visit(document, { Scalar: (_, node) => quoteOdd(node) });
  return document;
}

/** The library would print what it took for a number as that number. */
function asText(node: Scalar): void {
  if (isTextual(node)) node.value = node.source;
  // A block text of a person stays one.
  if (typeof node.value === "string" && (isOdd(node.value) || !node.value.includes("\n"))) quoteOdd(node);
}

/** A ledger in braces, or one whose entries refer to each other: the whole list is written anew. Other keys keep their place. */
function rewrite({ text, ids }: LedgerReading, kind: LedgerKind, changes: LedgerChanges): string {
  const document = parseDocument(text, LEDGER_YAML);
  const list = document.get(kind.list);
  const read = valuer(document);
  const nodes: readonly unknown[] = isSeq(list) ? list.items : [];
  const kept = nodes.map((node, at): Piece<LedgerValue | undefined> => {
    const change = changeAt(ids, at, changes);
    return { id: ids[at], value: change === undefined ? read(node) : change.to };
  });
  document.set(kind.list, plain(sorted<LedgerValue>([...kept, ...addedTo(ids, changes)])));
  visit(document, { Scalar: (_, node) => asText(node) });
  return withoutOdd(document.toString({ lineWidth: 0, indentSeq: false, singleQuote: true }));
}

/** What was written must read back as what was meant, and everything else as before; a bug ends here, before the file is touched. */
function check(before: LedgerReading, after: LedgerReading, changes: LedgerChanges): void {
  const ids = new Set([...before.entries.keys(), ...after.entries.keys(), ...changes.keys()]);
  const wrong = [...ids].find((id) => {
    const meant = changes.has(id) ? changes.get(id) : before.entries.get(id);
    return !sameValue(after.entries.get(id), meant);
  });
  if (wrong !== undefined || after.sealed.size !== before.sealed.size)
    throw new Error(`the ledger would not read back: ${wrong ?? "a bad entry"}`);
}
