import type { Result } from "../std/result.ts";

export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * One open database. Calls block, for as long as was said at the opening where another holds the file: then `sql-busy`, and nothing is wrong.
 * Any other failure, on a damaged file or after the close too, is `sql-failed`: the caller throws its cache away and goes on.
 */
export interface SqlDatabase {
  /** One statement with its values; without values it may be a script of several. */
  run(sql: string, ...values: readonly SqlValue[]): Result<void>;
  /** All rows of one statement. A whole number that JavaScript cannot hold is a fault: ask for it as text. */
  all(sql: string, ...values: readonly SqlValue[]): Result<readonly SqlRow[]>;
  /** What was begun and not committed has not happened. Closing again is fine. */
  close(): void;
}

/** SQLite files, used for disposable indexes only. */
export interface Sql {
  /**
   * Opens a database, and for `write` makes it when its folder is there; for `read` it is never made or changed. Waits up to `busyMs` for
   * others at each statement. Any name is a name: none means something to SQLite.
   */
  open(path: string, mode: "read" | "write", busyMs: number): Result<SqlDatabase>;
}
