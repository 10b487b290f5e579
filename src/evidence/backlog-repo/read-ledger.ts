import { type Document, isAlias, isMap, isNode, isSeq, LineCounter, parseDocument } from "yaml";
import type { Finding } from "../../std/finding.ts";
import { whyNotParse } from "./_ledger-depth.ts";
import { quickEntry } from "./_quick-entry.ts";
import { type Layout, layoutOf } from "./ledger-layout.ts";
import { aliasTargets, isLedgerRecord, type LedgerRecord, valuer } from "./ledger-value.ts";
import { MAX_LEDGER_PROBLEMS } from "./limits.ts";

/** One sort of ledger: the list in it, and the key that names an entry. */
export interface LedgerKind {
  readonly list: "actions" | "atoms";
  readonly id: "fingerprint" | "atom_id";
  /** What else is wrong with an entry; undefined when nothing is. */
  readonly check: (record: LedgerRecord) => string | undefined;
}

export type LedgerProblem = Omit<Finding, "file">;

export interface LedgerReading {
  readonly text: string;
  /** By id, in the order of the file; of entries with one id the last. */
  readonly entries: ReadonlyMap<string, LedgerRecord>;
  /** The id of each entry in the file; undefined where it cannot be told. */
  readonly ids: readonly (string | undefined)[];
  /** Ids of entries that cannot be read: they are there, so they are not made anew. */
  readonly sealed: ReadonlySet<string>;
  readonly problems: readonly LedgerProblem[];
  /** How the text is cut; undefined when it is written in another way, or an entry refers to another one. */
  readonly layout: Layout | undefined;
  /** False when nothing of it could be understood: then nothing may be written either. */
  readonly isReadable: boolean;
}

/** The text of a ledger that is not there yet. */
export const emptyLedger = ({ list }: LedgerKind): string => `version: 1\n${list}: []\n`;

/** How YAML of a ledger is read and written: texts that an older YAML takes for times or truth are quoted. */
export const LEDGER_YAML = { compat: "yaml-1.1", prettyErrors: false, logLevel: "error" } as const;

/** Reads a ledger. Never fails: a bad entry is a problem and the others count; a text that is no ledger is one problem. */
export function readLedger(text: string, kind: LedgerKind): LedgerReading {
  const refusal = whyNotParse(text);
  if (refusal !== undefined) return unreadable(text, { line: 1, message: refusal });
  const layout = layoutOf(text, kind.list);
  const chunks = layout === undefined ? undefined : readChunks(layout, kind);
  // What is not plain in its parts is understood as a whole: an entry may refer to another one.
  if (chunks?.every(isRead) === true) return collect({ text, kind, layout }, chunks);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { ...LEDGER_YAML, lineCounter });
  const [error] = document.errors;
  if (error === undefined) return readWhole(document, lineCounter, { text, kind });
  if (chunks !== undefined) return collect({ text, kind, layout }, chunks);
  const line = Math.max(lineCounter.linePos(error.pos[0]).line, 1);
  return unreadable(text, { line, message: `not valid YAML: ${(error.message.split("\n")[0] ?? "").trim()}` });
}

/** Each entry for itself; undefined when what stands around them is no ledger. */
function readChunks(layout: Layout, kind: LedgerKind): readonly RawEntry[] | undefined {
  const frame = parseDocument(`${layout.head.trimEnd()} []\n${layout.tail}`, LEDGER_YAML);
  if (frame.errors.length > 0 || whyNotLedger(frame, kind) !== undefined) return undefined;
  return layout.chunks.map(({ text, line }) => {
    const record = quickEntry(text);
    return record === undefined ? readChunk(text, line) : { line, record };
  });
}

const isRead = (one: RawEntry): boolean => "record" in one;

interface Source {
  readonly text: string;
  readonly kind: LedgerKind;
}

function readWhole(document: Document.Parsed, lines: LineCounter, { text, kind }: Source): LedgerReading {
  const reason = whyNotLedger(document, kind);
  if (reason !== undefined) return unreadable(text, { line: 1, message: reason });
  const list = document.get(kind.list);
  const items: readonly unknown[] = isSeq(list) ? list.items : [];
  const read = valuer(document);
  const raw = items.map((node): RawEntry => {
    const line = lines.linePos(offsetOf(node)).line;
    const value = isMap(node) || isAlias(node) ? read(node) : undefined;
    return isLedgerRecord(value) ? { line, record: value } : { line, reason: "is no mapping" };
  });
  const layout = layoutOf(text, kind.list);
  const fits = layout?.chunks.length === items.length && aliasTargets(document).size === 0;
  return collect({ text, kind, layout: fits ? layout : undefined }, raw);
}

type RawEntry =
  | { readonly line: number; readonly record: LedgerRecord }
  | { readonly line: number; readonly reason: string; readonly id?: string | undefined };

function readChunk(text: string, line: number): RawEntry {
  const document = parseDocument(text, LEDGER_YAML);
  const [error] = document.errors;
  const node = isSeq(document.contents) ? document.contents.items[0] : undefined;
  const isWhole = [...aliasTargets(document).values()].every((target) => target !== undefined);
  const value = error === undefined && isWhole && isMap(node) ? valuer(document)(node) : undefined;
  if (isLedgerRecord(value)) return { line, record: value };
  const [, id] = /^[ -]*(?:atom_id|fingerprint):[ \t]*["']?([^\s"'#]+)/m.exec(text) ?? [];
  return {
    line,
    id,
    reason: `cannot be read: ${(error?.message.split("\n")[0] ?? "it is no mapping, or refers to what is not there").trim()}`,
  };
}

function collect(
  { text, kind, layout }: Source & { readonly layout: Layout | undefined },
  raw: readonly RawEntry[],
): LedgerReading {
  const entries = new Map<string, LedgerRecord>();
  const sealed = new Set<string>();
  const problems: LedgerProblem[] = [];
  const ids = raw.map((one, at) => {
    const named = "record" in one ? idOf(one.record, kind) : one.id;
    const reason = whyBad(one, kind);
    const entry = named === undefined ? `entry ${at + 1}` : `entry ${at + 1} (${named})`;
    if (reason !== undefined) {
      problems.push({ code: "ledger-entry-bad", severity: "error", line: one.line, message: `${entry} ${reason}` });
      if (named !== undefined) sealed.add(named);
      return undefined;
    }
    if (named === undefined || !("record" in one)) return undefined;
    if (entries.has(named))
      problems.push({
        code: "ledger-duplicate",
        severity: "warning",
        line: one.line,
        message: `${entry} is there twice; this one counts`,
      });
    entries.set(named, one.record);
    return named;
  });
  const some = problems.slice(0, MAX_LEDGER_PROBLEMS);
  return { text, entries, ids, sealed, problems: some, layout, isReadable: true };
}

function whyBad(one: RawEntry, kind: LedgerKind): string | undefined {
  if (!("record" in one)) return one.reason;
  return idOf(one.record, kind) === undefined ? `lacks ${kind.id}` : kind.check(one.record);
}

/** An id of digits alone may stand there without quotes. */
function idOf(record: LedgerRecord, { id }: LedgerKind): string | undefined {
  const value = record[id];
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

function whyNotLedger(document: Document.Parsed, { list }: LedgerKind): string | undefined {
  if (!isMap(document.contents)) return "a ledger is a mapping at its top";
  if (document.get("version") !== 1) return "the version is not 1";
  const found = document.get(list);
  return found === undefined || found === null || isSeq(found) ? undefined : `${list} is no list`;
}

function unreadable(text: string, wrong: { readonly line: number; readonly message: string }): LedgerReading {
  const problems = [{ code: "ledger-unreadable", severity: "error", ...wrong } as const];
  const nothing = { entries: new Map<string, LedgerRecord>(), ids: [], sealed: new Set<string>() };
  return { text, ...nothing, problems, layout: undefined, isReadable: false };
}

const offsetOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);
