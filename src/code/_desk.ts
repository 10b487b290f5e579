import type { SqlDatabase, SqlRow, SqlValue } from "../ports/sql.ts";
import { ok, type Result } from "../std/result.ts";
import { symbolsFrom } from "./_rows.ts";
import type { Known } from "./_tree.ts";
import type { CodeSymbol } from "./outline.ts";

export interface Opened {
  readonly db: SqlDatabase;
  readonly known: ReadonlyMap<string, Known>;
  readonly readText: (path: string) => string | undefined;
  /** Called when the database turns out to be damaged. */
  readonly discard: () => void;
}

/** What all questions about one checkout share. */
export interface Desk extends Opened {
  /** In order. */
  readonly paths: readonly string[];
  /** The files of each content, in the order of paths. */
  readonly pathsOf: ReadonlyMap<number, readonly string[]>;
  /** Rows of the database; damage makes it go, so that the next question finds a new one. */
  readonly rows: (sql: string, ...values: readonly SqlValue[]) => Result<readonly SqlRow[]>;
}

export function deskOf(opened: Opened): Desk {
  const paths = [...opened.known.keys()].sort();
  const pathsOf = Map.groupBy(paths, (path) => opened.known.get(path)?.content ?? 0);
  // No content: not read.
  pathsOf.delete(0);
  const rows: Desk["rows"] = (sql, ...values) => {
    const found = opened.db.all(sql, ...values);
    if (!found.ok && found.fault.code === "sql-failed") opened.discard();
    return found;
  };
  return { ...opened, paths, pathsOf, rows };
}

/** The row of what a file's text says; undefined for what was not read. */
export function contentOf(desk: Desk, path: string): Result<SqlRow | undefined> {
  const id = desk.known.get(path)?.content ?? 0;
  if (id === 0) return ok(undefined);
  const rows = desk.rows("select language, lines, symbols, imports from content where id = ?", id);
  return rows.ok ? ok(rows.value[0]) : rows;
}

export function symbolsIn(desk: Desk, path: string): Result<readonly CodeSymbol[]> {
  const row = contentOf(desk, path);
  return row.ok ? ok(symbolsFrom(row.value?.symbols)) : row;
}
