import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { Sql, SqlDatabase, SqlRow, SqlValue } from "../../ports/sql.ts";
import type { Result } from "../../std/result.ts";
import type { Home } from "../home/home.ts";
import { INDEX_BUSY_MS } from "../limits.ts";
import { readAnswers } from "./answer-rows.ts";
import { type Row, SIGNATURE_WIDTH, type Table, withRows } from "./table.ts";

/**
 * The index on disk: one SQLite file, disposable at any time (I1).
 *
 *   snapshot   all lines in three blobs: read whole in two milliseconds at ten thousand tickets
 *   folder     the state of tickets/ itself: while it stays the same, nothing came and nothing went
 *   delta      lines that changed since, one row each, so that a small change is a small write
 *   stale      files whose text the search has yet to read
 *   sealed     what the rows of a table add up to, so that rows lost to damage are missed; and the state of the search's own file
 *   answers    what was found in just these lines and takes long to find again
 */
const FORMAT = 13;
const SCHEMA = `
  pragma page_size = 16384;
  create table if not exists snapshot(id integer primary key, names blob, lines blob, signatures blob, sum integer);
  create table if not exists folder(id integer primary key, signature blob);
  create table if not exists delta(name text primary key, line text, signature blob, sum integer);
  create table if not exists stale(name text primary key, sum integer);
  create table if not exists sealed(what text primary key, value);
  create table if not exists answers(name text primary key, text text, sum integer);
  insert or ignore into sealed values('delta', 0), ('stale', 0);
  pragma user_version = ${FORMAT};
`;

export interface IndexPorts {
  readonly files: Files;
  readonly sql: Sql;
}

export interface Entry extends Row {
  /** Whether the text is other than what the index last saw. */
  readonly newText: boolean;
  /** Whether that changes anything an order over all tickets looks at. */
  readonly newPlan: boolean;
}

/** What was read from the index file. */
export interface Loaded {
  /** The snapshot with its delta on top. */
  readonly table: Table;
  /** How many changes lie beside the snapshot. */
  readonly deltaSize: number;
  /** State of the folder when its names were listed; never equal to any where that was too short ago. */
  readonly folder: FolderSignature | undefined;
}

export type FolderSignature = readonly number[];

export const indexPath = (home: Home): string => join(home.privateFolder, "index.db");

/** Reads the index; undefined when there is none that can be used. */
export function loadIndex(ports: IndexPorts, home: Home): Loaded | undefined {
  const path = indexPath(home);
  if (ports.files.stat(path) === undefined) return undefined;
  const opened = ports.sql.open(path, "read", INDEX_BUSY_MS);
  if (!opened.ok) return undefined;
  const loaded = readIndex(opened.value);
  opened.value.close();
  return loaded;
}

/** Opens the index for writing; a file of another format or a damaged one is thrown away first. */
export function openIndex(ports: IndexPorts, home: Home): Result<SqlDatabase> {
  const path = indexPath(home);
  const made = ports.files.makeFolder(home.privateFolder);
  if (!made.ok) return made;
  const opened = tryOpen(ports, path);
  if (opened.ok) return opened;
  discardIndex(ports, home);
  return tryOpen(ports, path);
}

/** Throws the index away; the next reader builds it anew. */
export function discardIndex({ files }: IndexPorts, home: Home): void {
  files.remove(indexPath(home));
  files.remove(`${indexPath(home)}-journal`);
}

/** Replaces the snapshot and empties the delta. */
export function saveSnapshot(db: SqlDatabase, table: Table): Result<void> {
  const names = encode(table.names);
  const lines = encode(table.lines);
  const signatures = new Uint8Array(table.signatures.buffer, table.signatures.byteOffset, table.signatures.byteLength);
  return all(
    db.run("delete from snapshot"),
    () =>
      db.run(
        "insert into snapshot values(1, ?, ?, ?, ?)",
        names,
        lines,
        signatures,
        checksum(names, lines, signatures),
      ),
    () => db.run("delete from delta"),
    () => sealTable(db, "delta"),
  );
}

/** Writes changed lines beside the snapshot. */
export function saveDelta(db: SqlDatabase, entries: readonly Entry[]): Result<void> {
  for (const { name, line, signature } of entries) {
    const bytes = new Uint8Array(Float64Array.from(signature).buffer);
    const saved = db.run(
      // A row keeps its place: answers about the tickets name them by their places.
      "insert into delta values(?, ?, ?, ?) on conflict(name) do update set line = excluded.line, signature = excluded.signature, sum = excluded.sum",
      name,
      line ?? null,
      bytes,
      rowSum(name, line, bytes),
    );
    if (!saved.ok) return saved;
  }
  return sealTable(db, "delta");
}

/** Writes down what the rows of a table add up to. */
export const sealTable = (db: SqlDatabase, table: "delta" | "stale"): Result<void> =>
  db.run(`insert or replace into sealed select '${table}', coalesce(sum(sum), 0) from ${table}`);

/** Whether the rows of a table are those that were there when it was sealed. */
export const isWhole = (seal: SqlValue | undefined, rows: readonly SqlRow[]): boolean =>
  seal === rows.reduce((total, { sum }) => total + Number(sum), 0);

/** Writes the state of the folder whose names the index now has. */
export function saveFolder(db: SqlDatabase, signature: FolderSignature): Result<void> {
  return db.run("insert or replace into folder values(1, ?)", new Uint8Array(Float64Array.from(signature).buffer));
}

/** Runs steps until one fails. */
export function all(first: Result<void>, ...steps: readonly (() => Result<void>)[]): Result<void> {
  let outcome = first;
  for (const step of steps) {
    if (!outcome.ok) return outcome;
    outcome = step();
  }
  return outcome;
}

function tryOpen({ sql }: IndexPorts, path: string): Result<SqlDatabase> {
  const opened = sql.open(path, "write", INDEX_BUSY_MS);
  if (!opened.ok) return opened;
  const db = opened.value;
  const version = db.all("pragma user_version");
  const format = version.ok ? version.value[0]?.user_version : undefined;
  if (format === FORMAT) return opened;
  const fresh = format === 0 ? db.run(SCHEMA) : db.all("select damaged_or_of_another_format");
  if (fresh.ok) return opened;
  db.close();
  return fresh;
}

/** Reads an open index; undefined when it cannot be used. */
export function readIndex(db: SqlDatabase): Loaded | undefined {
  const version = db.all("pragma user_version");
  if (!version.ok || version.value[0]?.user_version !== FORMAT) return undefined;
  const snapshot = db.all("select names, lines, signatures, sum from snapshot where id = 1");
  const delta = db.all("select name, line, signature, sum from delta");
  if (!snapshot.ok || !delta.ok) return undefined;
  const table = readSnapshot(snapshot.value[0]);
  const folder = db.all("select signature from folder where id = 1");
  const seal = db.all("select value from sealed where what = 'delta'");
  if (table === undefined || !folder.ok || !seal.ok || !isWhole(seal.value[0]?.value, delta.value)) return undefined;
  const rows = delta.value.flatMap(readRow);
  if (rows.length < delta.value.length) return undefined;
  const stamp = [snapshot.value[0]?.sum, seal.value[0]?.value, rows.length].join(" ");
  const whole = { ...withRows(table, rows), kept: { stamp, texts: readAnswers(db, stamp) } };
  return { table: whole, deltaSize: rows.length, folder: readNumbers(folder.value[0]?.signature) };
}

function readSnapshot(row: SqlRow | undefined): Table | undefined {
  const { names, lines, signatures, sum } = row ?? {};
  if (!isBytes(names) || !isBytes(lines) || !isBytes(signatures)) return undefined;
  if (checksum(names, lines, signatures) !== sum) return undefined;
  const table: Table = {
    names: decode(names),
    lines: decode(lines),
    signatures: new Float64Array(signatures.slice().buffer),
  };
  const inStep =
    table.names.length === table.lines.length && table.signatures.length === table.names.length * SIGNATURE_WIDTH;
  return inStep ? table : undefined;
}

function readRow(row: SqlRow): readonly Row[] {
  const { name, line, signature, sum } = row;
  const numbers = readNumbers(signature);
  if (typeof name !== "string" || !isBytes(signature) || numbers?.length !== SIGNATURE_WIDTH) return [];
  const text = typeof line === "string" ? line : undefined;
  return rowSum(name, text, signature) === sum ? [{ name, line: text, signature: numbers }] : [];
}

const rowSum = (name: string, line: string | undefined, signature: Uint8Array): number =>
  checksum(Buffer.from(name), Buffer.from(line ?? "\0"), signature);

const readNumbers = (value: SqlValue | undefined): readonly number[] | undefined =>
  isBytes(value) && value.byteLength % 8 === 0 ? [...new Float64Array(value.slice().buffer)] : undefined;

const isBytes = (value: SqlValue | undefined): value is Uint8Array => value instanceof Uint8Array;

const encode = (texts: readonly string[]): Uint8Array => Buffer.from(texts.join("\n"), "utf8");

const decode = (bytes: Uint8Array): string[] =>
  bytes.byteLength === 0
    ? []
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").split("\n");

/** A damaged page must not look like a backlog: two running sums over the words, the cheapest that notices every flip and swap. */
function checksum(...parts: readonly Uint8Array[]): number {
  let sum = 1;
  let sums = 0;
  for (const part of parts) {
    const aligned = part.byteOffset % 4 === 0 ? part : part.slice();
    const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
    // A plain loop: the first call of a process runs it before anything is optimised.
    for (let at = 0; at < words.length; at += 1) {
      sum = (sum + (words[at] ?? 0)) | 0;
      sums = (sums + sum) | 0;
    }
    for (const byte of aligned.subarray(aligned.byteLength & ~3)) sum = (sum + byte) | 0;
    sums = (sums + sum + part.byteLength) | 0;
  }
  return sum ^ Math.imul(sums, 31);
}
