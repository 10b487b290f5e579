import type { FileStat } from "../../ports/files.ts";

/**
 * What the index remembers of a file: size, mtime, ctime, inode, and a checksum of the content. The first four tell whether
 * to read it again; the last whether its text, read again, is new to the search.
 */
export const SIGNATURE_WIDTH = 5;
export type Signature = readonly [size: number, mtimeMs: number, ctimeMs: number, inode: number, sum: number];

/**
 * The index in memory: one encoded summary and one signature a ticket file, in step by position. Lines stay text until
 * somebody needs a column: most verbs look at a few columns of many lines.
 */
export interface Table {
  /** File names under tickets/, with forward slashes. */
  readonly names: readonly string[];
  readonly lines: string[];
  readonly signatures: Float64Array;
  /** Only of a table that is just what the index holds. */
  readonly kept?: KeptAnswers;
}

/** Answers that were found in exactly these lines before; see answers.ts. */
export interface KeptAnswers {
  /** Tells these lines from all others the index held. */
  readonly stamp: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** One changed row; without a line the file is gone. */
export interface Row {
  readonly name: string;
  readonly line: string | undefined;
  readonly signature: readonly number[];
}

export const emptyTable = (): Table => ({ names: [], lines: [], signatures: new Float64Array(0) });

/** Whether a file is as it was when its line was made. */
export function isFresh({ signatures }: Table, place: number, stat: FileStat): boolean {
  const at = place * SIGNATURE_WIDTH;
  return (
    signatures[at] === stat.size &&
    signatures[at + 1] === stat.mtimeMs &&
    signatures[at + 2] === stat.ctimeMs &&
    signatures[at + 3] === stat.ino
  );
}

/** A file's signature; one that no stat equals when the file was touched so shortly before that a later touch could look the same. */
export function signatureOf(
  stat: FileStat,
  sum: number,
  { nowMs, racyMs }: { nowMs: number; racyMs: number },
): Signature {
  const racy = Math.max(stat.mtimeMs, stat.ctimeMs) > nowMs - racyMs;
  return [stat.size, racy ? -1 : stat.mtimeMs, stat.ctimeMs, stat.ino, sum];
}

/** The same rows, free to be overwritten. */
export const copyOf = ({ names, lines, signatures }: Table): Table => ({
  names,
  lines: [...lines],
  signatures: signatures.slice(),
});

/** Overwrites a row in place. */
export function setRow(table: Table, place: number, { line, signature }: Row): void {
  table.lines[place] = line ?? "";
  table.signatures.set(signature, place * SIGNATURE_WIDTH);
}

/** A table for exactly these names in this order; the same one where it fits already. Rows nobody knew are never fresh. */
export function align(
  table: Table,
  names: readonly string[],
): { readonly table: Table; readonly gone: readonly string[] } {
  if (names === table.names || isSame(names, table.names)) return { table, gone: [] };
  const places = new Map(table.names.map((name, place) => [name, place]));
  const aligned = blank(names);
  for (const [place, name] of names.entries()) {
    const from = places.get(name);
    if (from === undefined) continue;
    places.delete(name);
    copyRow(table, from, { table: aligned, place });
  }
  return { table: aligned, gone: [...places.keys()] };
}

/** The table with changed rows put in place, new ones at the end and gone ones left out. */
export function withRows(table: Table, rows: readonly Row[]): Table {
  if (rows.length === 0) return table;
  const changes = new Map(rows.map((row) => [row.name, row]));
  const changed = copyOf(table);
  const gone = new Set<number>();
  // One pass that asks a small map: a map of all names would cost more than all the rest.
  for (const [place, name] of table.names.entries()) {
    const row = changes.get(name);
    if (row === undefined) continue;
    changes.delete(name);
    if (row.line === undefined) gone.add(place);
    else setRow(changed, place, row);
  }
  const kept = gone.size === 0 ? changed : withoutRows(changed, gone);
  return append(
    kept,
    [...changes.values()].filter(({ line }) => line !== undefined),
  );
}

function append(table: Table, rows: readonly Row[]): Table {
  if (rows.length === 0) return table;
  const signatures = new Float64Array((table.names.length + rows.length) * SIGNATURE_WIDTH);
  signatures.set(table.signatures);
  const names = [...table.names, ...rows.map(({ name }) => name)];
  const longer: Table = { names, lines: [...table.lines], signatures };
  for (const [place, row] of rows.entries()) setRow(longer, table.names.length + place, row);
  return longer;
}

/** The table without some rows. */
export function withoutRows(table: Table, dropped: ReadonlySet<number>): Table {
  return align(
    table,
    table.names.filter((_, place) => !dropped.has(place)),
  ).table;
}

function blank(names: readonly string[]): Table {
  const signatures = new Float64Array(names.length * SIGNATURE_WIDTH).fill(Number.NaN);
  return { names, lines: new Array<string>(names.length).fill(""), signatures };
}

function copyRow(from: Table, place: number, to: { readonly table: Table; readonly place: number }): void {
  to.table.lines[to.place] = from.lines[place] ?? "";
  const start = place * SIGNATURE_WIDTH;
  to.table.signatures.set(from.signatures.subarray(start, start + SIGNATURE_WIDTH), to.place * SIGNATURE_WIDTH);
}

const isSame = (names: readonly string[], others: readonly string[]): boolean =>
  names.length === others.length && names.every((name, place) => name === others[place]);
