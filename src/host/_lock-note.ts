import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { LockHolder } from "../ports/locks.ts";
import { LOCK_NOTE_LIMIT_BYTES } from "./limits.ts";

/** What the holder of a lock writes beside it: who it is, and which lock file (not only which name) it holds. */
export interface LockNote {
  readonly holder: LockHolder;
  /** The held file, as `lockFileIdentity` gives it. */
  readonly lockFile: string;
  /** The process that has the file open; the holder's own number is only what it says of itself. */
  readonly pid: number;
  /** When that process began, as `processStart` gives it: pids are used again. */
  readonly processStart: string;
}

function notePath(lockPath: string): string {
  return `${lockPath}.holder`;
}

/** Not synced: after a loss of power no process lives that the note could be about. */
export function writeNote(lockPath: string, note: LockNote): void {
  const temp = `${notePath(lockPath)}.${note.pid}`;
  writeFileSync(temp, `${JSON.stringify(note)}\n`);
  renameSync(temp, notePath(lockPath));
}

/** Undefined when there is none, or none that can be understood. */
export function readNote(lockPath: string): LockNote | undefined {
  const path = notePath(lockPath);
  try {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
    return size > LOCK_NOTE_LIMIT_BYTES ? undefined : parseNote(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Removed meanwhile, or not ours: the lock itself decides, the note only explains.
    return undefined;
  }
}

/** Removes the note if it still speaks of this lock file. */
export function removeNote(lockPath: string, lockFile: string): void {
  if (readNote(lockPath)?.lockFile === lockFile) rmSync(notePath(lockPath), { force: true });
}

function parseNote(value: unknown): LockNote | undefined {
  if (!isRecord(value) || !isRecord(value.holder)) return undefined;
  const { pid, host, actor, command, since } = value.holder;
  const { lockFile, processStart } = value;
  if (typeof pid !== "number" || !isProcessNumber(value.pid)) return undefined;
  if (typeof host !== "string" || typeof actor !== "string" || typeof command !== "string") return undefined;
  if (typeof since !== "string" || typeof lockFile !== "string" || typeof processStart !== "string") return undefined;
  return { holder: { pid, host, actor, command, since }, pid: value.pid, lockFile, processStart };
}

/** Zero and negative numbers mean whole groups of processes. */
function isProcessNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && typeof value === "number" && value > 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
