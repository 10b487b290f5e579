import type { DatabaseSync, StatementSync } from "node:sqlite";
import { sqlBusy, sqlFailed } from "../ports/faults.ts";
import type { Sql, SqlDatabase } from "../ports/sql.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { errorReason } from "./_node-error.ts";
import { sqlite, sqliteRefusal } from "./_sqlite.ts";
import { SQL_STATEMENT_LIMIT } from "./limits.ts";

/**
 * SQLite files through node:sqlite. The journal stays the rollback journal, which (unlike the write-ahead log) lets a reader
 * open the file in a folder it may not write.
 */
export function nodeSql(): Sql {
  return { open: (path, mode, busyMs) => openSql({ path, location: path, mode, busyMs }) };
}

export interface SqlOpening {
  /** What the caller calls it; named in faults. */
  readonly path: string;
  /** Where SQLite finds it: a path, or one of its own `file:` addresses. */
  readonly location: string;
  readonly mode: "read" | "write";
  readonly busyMs: number;
}

/** One open database at a location. */
export function openSql({ path, location, mode, busyMs }: SqlOpening): Result<SqlDatabase> {
  return attempt(path, () => {
    const { DatabaseSync } = sqlite();
    return openDatabase(path, new DatabaseSync(location, { readOnly: mode === "read", timeout: busyMs }));
  });
}

function openDatabase(path: string, database: DatabaseSync): SqlDatabase {
  const statements = new Map<string, StatementSync>();
  return {
    run: (sql, ...values) =>
      attempt(path, () => {
        // Without values it may be a script of several statements, of which a prepared one would run only the first.
        if (values.length === 0) database.exec(sql);
        // Not its own `run`: that reports the last row's number, and throws where SQLite's is too large for JavaScript, as those
        // of a full-text table's own rows are.
        else prepared(database, statements, sql).all(...values);
      }),
    all: (sql, ...values) => attempt(path, () => prepared(database, statements, sql).all(...values)),
    close: () => {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

function prepared(database: DatabaseSync, statements: Map<string, StatementSync>, sql: string): StatementSync {
  const known = statements.get(sql);
  if (known !== undefined) return known;
  if (statements.size >= SQL_STATEMENT_LIMIT) statements.clear();
  const statement = database.prepare(sql);
  statements.set(sql, statement);
  return statement;
}

function attempt<Value>(path: string, act: () => Value): Result<Value> {
  try {
    return ok(act());
  } catch (error) {
    return err(sqliteRefusal(error) === "busy" ? sqlBusy({ path }) : sqlFailed({ path, reason: errorReason(error) }));
  }
}
