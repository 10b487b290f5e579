import {
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileFailed } from "../ports/faults.ts";
import type { Copy, FileStat, Files } from "../ports/files.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { append } from "./_append.ts";
import { copyWhole } from "./_copy.ts";
import { createWhole } from "./_create.ts";
import { discard } from "./_discard.ts";
import { errorCode, readFault, writeFault } from "./_node-error.ts";
import { readPiece, readWhole } from "./_read.ts";
import { syncFolder } from "./_sync-folder.ts";
import { writeTemp } from "./_temp-file.ts";
import { writeEach } from "./_write-each.ts";

/** The disk through node:fs. */
export function nodeFiles(): Files {
  return {
    stampMs: () => Date.now(),
    read: readWhole,
    readPiece,
    list,
    stat,
    statEach,
    realPath,
    writeAtomic: (path, bytes) => writing(path, () => replaceWhole(path, bytes)),
    createAtomic: (path, bytes) => writing(path, () => create(path, bytes)),
    copyAtomic,
    writeEach,
    append: (path, bytes) => writing(path, () => append(path, bytes)),
    remove: (path) => writing(path, () => removeFile(path)),
    removeFolder,
    discardFolder,
    link: (path, target) => writing(path, () => symlinkSync(target, path)),
    makeFolder: (path) => writing(path, () => makeFolder(path)),
  };
}

function writing(path: string, act: () => void): Result<void> {
  try {
    act();
    return ok(undefined);
  } catch (error) {
    return err(writeFault(path, error));
  }
}

function list(folder: string): Result<readonly string[]> {
  try {
    return ok(readdirSync(folder));
  } catch (error) {
    return err(readFault(folder, error));
  }
}

const QUIET = { throwIfNoEntry: false } as const;

/** Node's own Stats, unwrapped: ten thousand of these are the greater part of a refresh. */
function stat(path: string): FileStat | undefined {
  try {
    return lstatSync(path, QUIET);
  } catch {
    // A part of the path is a file, a link turns in a circle, or the path is no path: nothing we can see is there.
    return undefined;
  }
}

/**
 * From inside the folder the kernel has one name to look up instead of a whole path: 19 ms instead of 29 for ten thousand files.
 * Nothing else runs meanwhile, and the process is back where it was before anything can notice.
 */
function statEach(
  folder: string,
  names: readonly string[],
  visit: (stat: FileStat | undefined, place: number) => void,
): void {
  const back = enter(folder);
  const prefix = back === undefined ? `${folder}/` : "";
  try {
    for (let place = 0; place < names.length; place += 1) visit(stat(prefix + names[place]), place);
  } finally {
    if (back !== undefined) process.chdir(back);
  }
}

/** Goes into a folder and says where the process was; undefined where that is not possible, as in a worker thread. */
function enter(folder: string): string | undefined {
  try {
    const back = process.cwd();
    process.chdir(folder);
    return back;
  } catch {
    return undefined;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    // Same reasons as in stat.
    return undefined;
  }
}

/** A link at the path is replaced, never written through: what it points to may lie outside the backlog. */
function replaceWhole(path: string, bytes: Uint8Array): void {
  const before = lstatSync(path, { throwIfNoEntry: false });
  const temp = writeTemp(path, bytes, before?.isFile() ? before.mode & 0o7777 : undefined);
  try {
    renameSync(temp, path);
  } catch (error) {
    rmSync(temp, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

function create(path: string, bytes: Uint8Array): void {
  createWhole(path, bytes);
  syncFolder(dirname(path));
}

function copyAtomic(copy: Copy): Result<void> {
  const read = readWhole(copy.from, copy.maxBytes);
  return read.ok ? writing(copy.to, () => copyWhole(copy, read.value)) : read;
}

function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (isGone(error)) return;
    throw error;
  }
  syncFolder(dirname(path));
}

const removeFolder = (path: string): Result<void> =>
  ofFolder(path, () => {
    emptyAndRemove(path);
    syncFolder(dirname(path));
  });

const discardFolder = (path: string, trash: string): Result<void> =>
  ofFolder(path, () => {
    makeFolder(trash);
    discard(path, trash);
    syncFolder(dirname(path));
  });

/** Does something to a folder that is there. */
function ofFolder(path: string, act: () => void): Result<void> {
  const there = stat(path);
  if (there === undefined) return ok(undefined);
  if (!there.isDirectory()) return err(fileFailed({ path, reason: "it is not a folder" }));
  return writing(path, act);
}

/** Node's own recursive removal loses the system's code, so that a read-only disk would not be told from a bug. */
function emptyAndRemove(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) emptyAndRemove(path);
    else unlinkSync(path);
  }
  rmdirSync(folder);
}

/**
 * One level at a time: Node's own recursive call says "not found" of a read-only disk. Every new folder's name is made
 * durable in its parent, else a synced file in it could be unreachable after a crash.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) === "EEXIST" && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    const parent = dirname(path);
    if (errorCode(error) !== "ENOENT" || parent === path || stat(parent) !== undefined) throw error;
    makeFolder(parent);
    makeFolder(path);
    return;
  }
  syncFolder(dirname(path));
}

function isGone(error: unknown): boolean {
  return errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
}
