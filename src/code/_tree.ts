import type { SqlDatabase, SqlRow } from "../ports/sql.ts";
import { ok, type Result } from "../std/result.ts";
import type { FileKind } from "./_kinds.ts";
import type { Listed } from "./_listing.ts";

/** What the index knows of one file of a checkout. */
export interface Known {
  readonly path: string;
  readonly size: number;
  /** Negative where the file was touched so shortly before it was read that a later touch could look the same. */
  readonly mtime: number;
  readonly ctime: number;
  readonly ino: number;
  readonly kind: FileKind;
  /** The row of what its text says; 0 where it was not read. */
  readonly content: number;
}

/** The rows of a checkout; undefined when nothing is known of it. */
export function knownFiles(db: SqlDatabase, root: string): Result<ReadonlyMap<string, Known> | undefined> {
  const tree = db.all("select id from tree where root = ?", root);
  if (!tree.ok) return tree;
  const id = tree.value[0]?.id;
  if (id === undefined) return ok(undefined);
  const rows = db.all("select path, size, mtime, ctime, ino, kind, content from file where tree = ?", id);
  return rows.ok ? ok(new Map(rows.value.map((row) => [String(row.path), knownOf(row)]))) : rows;
}

const knownOf = (row: SqlRow): Known => ({
  path: String(row.path),
  size: Number(row.size),
  mtime: Number(row.mtime),
  ctime: Number(row.ctime),
  ino: Number(row.ino),
  kind: kindOf(row.kind),
  content: Number(row.content),
});

const KINDS: readonly FileKind[] = ["source", "text", "binary", "large", "link", "secret"];
const kindOf = (value: unknown): FileKind => KINDS.find((kind) => kind === value) ?? "binary";

/** What differs between the disk and what is known. */
export interface Difference {
  /** New files, and those whose state is another. */
  readonly stale: readonly Listed[];
  readonly gone: readonly string[];
}

export function difference(known: ReadonlyMap<string, Known>, listed: readonly Listed[]): Difference {
  const stale = listed.filter((one) => !isFresh(known.get(one.path), one));
  const there = new Set(listed.map(({ path }) => path));
  return { stale, gone: [...known.keys()].filter((path) => !there.has(path)) };
}

const isFresh = (known: Known | undefined, { stat }: Listed): boolean =>
  known !== undefined &&
  known.size === stat.size &&
  known.mtime === stat.mtimeMs &&
  known.ctime === stat.ctimeMs &&
  known.ino === stat.ino;
