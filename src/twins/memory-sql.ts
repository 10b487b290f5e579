import { openSql } from "../host/sql.ts";
import { sqlFailed } from "../ports/faults.ts";
import type { Files } from "../ports/files.ts";
import type { Sql, SqlDatabase } from "../ports/sql.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";

const MARK = "in-memory database ";
const MARK_BYTES_MAX = 200;

/**
 * Real SQLite databases in memory. A small file stands for each in the given files, so that removing, replacing or spoiling
 * it does to the database what it would do on a disk.
 */
export function memorySql(files: Files): Sql {
  const disk = `docket-${crypto.randomUUID()}`;
  // SQLite forgets such a database when its last connection closes; these stay open as long as the twin lives.
  const kept = new Map<string, SqlDatabase>();
  return {
    open: (path, mode, busyMs) => {
      const name = mode === "write" ? made(files, path, kept.size) : named(files, path);
      if (!name.ok) return name;
      const location = `file:${disk}-${name.value}?mode=memory&cache=shared`;
      if (!kept.has(name.value)) {
        const anchor = openSql({ path, location, mode: "write", busyMs });
        if (!anchor.ok) return anchor;
        kept.set(name.value, anchor.value);
      }
      return openAs(mode, openSql({ path, location, mode: "write", busyMs }));
    },
  };
}

/** SQLite ignores the read mode for shared memory; the pragma does what it would do. */
function openAs(mode: "read" | "write", opened: Result<SqlDatabase>): Result<SqlDatabase> {
  if (!opened.ok || mode === "write") return opened;
  const only = opened.value.run("PRAGMA query_only = 1");
  return only.ok ? opened : only;
}

/** The name of the database at a path, which is made when there is none. */
function made(files: Files, path: string, next: number): Result<string> {
  if (files.stat(path) !== undefined) return named(files, path);
  const mark = files.createAtomic(path, new TextEncoder().encode(`${MARK}${next}`));
  return mark.ok ? named(files, path) : err(sqlFailed({ path, reason: mark.fault.message }));
}

function named(files: Files, path: string): Result<string> {
  const bytes = files.read(path, MARK_BYTES_MAX);
  if (!bytes.ok) return err(sqlFailed({ path, reason: bytes.fault.message }));
  const text = new TextDecoder().decode(bytes.value);
  return text.startsWith(MARK)
    ? ok(text.slice(MARK.length))
    : err(sqlFailed({ path, reason: "file is not a database" }));
}
