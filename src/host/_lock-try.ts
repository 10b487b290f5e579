import { mkdirSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { fileFailed, fileNoSpace, fileReadOnly } from "../ports/faults.ts";
import type { LockHolder } from "../ports/locks.ts";
import type { Fault } from "../std/fault.ts";
import { readNote, removeNote, writeNote } from "./_lock-note.ts";
import { errorCode, errorReason, writeFault } from "./_node-error.ts";
import { isAlive, processStart } from "./_process-alive.ts";
import { sqlite, sqliteRefusal } from "./_sqlite.ts";

export type LockTry =
  | { readonly state: "taken"; readonly lock: TakenLock }
  | { readonly state: "busy" }
  | { readonly state: "refused"; readonly fault: Fault };

export interface TakenLock {
  /** Removes the note and lets go. */
  release(): void;
}

/**
 * One try for the lock. The lock is SQLite's write lock on an empty database file, which is a lock of the kernel on that
 * file (on the file, not on its name), so three things are checked after taking it:
 *
 *   file at the name ≠ file we opened      → the name was given to a new file while we waited: try again
 *   a note about another file, writer alive → the file was deleted under a living holder: it still holds
 *   file at the name changed since          → deleted between taking and noting: let go, try again
 */
export function tryLock(path: string, holder: LockHolder): LockTry {
  let database: DatabaseSync | undefined;
  try {
    const before = presentLockFile(path);
    database = openLockFile(path);
    database.exec("BEGIN IMMEDIATE");
    if (lockFileIdentity(path) !== before || isHeldElsewhere(path, before)) return letGo(database);
    writeNote(path, { holder, pid: process.pid, lockFile: before, processStart: processStart(process.pid) });
    if (lockFileIdentity(path) !== before) {
      removeNote(path, before);
      return letGo(database);
    }
    return { state: "taken", lock: takenLock(path, before, database) };
  } catch (error) {
    if (database?.isOpen) database.close();
    return refusal(path, error);
  }
}

/** Whether somebody holds the lock now: found out by taking it for a moment, and where that is not allowed, by the note. */
export function isHeld(path: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    const before = lockFileIdentity(path);
    if (before === "") return isHeldElsewhere(path, before);
    database = openLockFile(path);
    database.exec("BEGIN IMMEDIATE");
    return isHeldElsewhere(path, before);
  } catch (error) {
    return sqliteRefusal(error) === "busy" || isHeldElsewhere(path, "");
  } finally {
    if (database?.isOpen) database.close();
  }
}

/**
 * The identity of the lock file, which is made when it is missing. It is known before the file is opened for locking: a
 * file put in its place between the two steps then shows.
 */
function presentLockFile(path: string): string {
  const known = lockFileIdentity(path);
  if (known !== "") return known;
  mkdirSync(dirname(path), { recursive: true });
  openLockFile(path).close();
  return lockFileIdentity(path);
}

/** The journal is kept in memory: nothing is ever written, and no second file appears beside the lock. */
function openLockFile(path: string): DatabaseSync {
  const { DatabaseSync } = sqlite();
  const database = new DatabaseSync(path, { timeout: 0 });
  database.exec("PRAGMA journal_mode = MEMORY");
  return database;
}

/** Names the file itself; numbers of deleted files are used again, so its birth belongs to it. Never opens the file: closing it would drop the lock. */
function lockFileIdentity(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.dev}:${stat.ino}:${stat.birthtimeNs}`;
}

function isHeldElsewhere(path: string, lockFile: string): boolean {
  const note = readNote(path);
  if (note === undefined || note.lockFile === lockFile || note.holder.host !== hostname()) return false;
  return isAlive(note.pid, note.processStart);
}

function letGo(database: DatabaseSync): LockTry {
  database.close();
  return { state: "busy" };
}

function takenLock(path: string, lockFile: string, database: DatabaseSync): TakenLock {
  return {
    release: () => {
      if (!database.isOpen) return;
      tryRemoveNote(path, lockFile);
      database.close();
    },
  };
}

function refusal(path: string, error: unknown): LockTry {
  if (errorCode(error) !== "ERR_SQLITE_ERROR") return { state: "refused", fault: writeFault(path, error) };
  switch (sqliteRefusal(error)) {
    case "busy":
      return { state: "busy" };
    case "read-only":
      return { state: "refused", fault: fileReadOnly({ path }) };
    case "full":
      return { state: "refused", fault: fileNoSpace({ path }) };
    case "other":
      return { state: "refused", fault: fileFailed({ path, reason: errorReason(error) }) };
  }
}

/** The note only explains; one that stays is seen through by the next who asks. */
function tryRemoveNote(path: string, lockFile: string): boolean {
  try {
    removeNote(path, lockFile);
    return true;
  } catch {
    return false;
  }
}
