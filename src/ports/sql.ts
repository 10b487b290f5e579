import type { Result } from "../std/result.ts";

export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One open database. A statement that fails is a `sql-failed` fault: the caller throws its cache away and goes on. */
export interface SqlDatabase {
  run(sql: string, ...values: readonly SqlValue[]): Result<void>;
  all(sql: string, ...values: readonly SqlValue[]): Result<readonly SqlRow[]>;
  close(): void;
}

/** SQLite files, used for disposable indexes only. */
export interface Sql {
  /** Opens (and for `write` creates) a database; waits up to `busyMs` for others. */
  open(path: string, mode: "read" | "write", busyMs: number): Result<SqlDatabase>;
}
