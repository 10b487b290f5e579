import type { Clock } from "../ports/clock.ts";
import { fileExists, fileFailed, fileNotFound, fileTooLarge } from "../ports/faults.ts";
import type { Copy, FileStat, Files } from "../ports/files.ts";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { copyFolder, type Entry, type FileEntry, type FolderEntry, find, type Missing } from "./_tree.ts";
import { writeInTurn } from "./in-turn.ts";

export interface MemoryFiles extends Files {
  /** A second disk with the same content, which then goes its own way. */
  copy(): MemoryFiles;
  /** Every file's text by its path, sorted by path. */
  texts(): Readonly<Record<string, string>>;
  /** Writes into a file in place, keeping its inode, as some editors do. */
  overwrite(path: string, bytes: Uint8Array): Result<void>;
  /** Which folder it is and how often something directly in it changed; undefined when there is none. */
  changesIn(folder: string): string | undefined;
}

/** A disk in memory: same faults, and inodes and times that change as on a real one. */
export function memoryFiles(clock: Clock): MemoryFiles {
  return onDisk({ root: newFolder(1, clock.now()), clock, nextIno: 2 });
}

interface Disk {
  readonly root: FolderEntry;
  readonly clock: Clock;
  nextIno: number;
}

const DEFAULT_MODE = 0o644;

function onDisk(disk: Disk): MemoryFiles {
  return {
    stampMs: () => disk.clock.now(),
    read: (path, maxBytes) => read(disk, path, maxBytes),
    readPiece: (path, offset, bytes) => {
      const whole = read(disk, path, Number.POSITIVE_INFINITY);
      return whole.ok ? ok(whole.value.slice(offset, offset + bytes)) : whole;
    },
    list: (folder) => list(disk, folder),
    stat: (path) => stat(disk, path),
    statEach: (folder, names, visit) => {
      for (const [place, name] of names.entries()) visit(stat(disk, `${folder}/${name}`), place);
    },
    realPath: (path) => {
      const place = find(disk.root, path, "follow");
      return typeof place === "string" || place.entry === undefined ? undefined : place.path;
    },
    writeAtomic: (path, bytes) => writeAtomic(disk, path, bytes),
    createAtomic: (path, bytes) => createAtomic(disk, path, bytes),
    copyAtomic: (one) => copyAtomic(disk, one),
    writeEach: (writes, arrives) =>
      writeInTurn(
        {
          writeAtomic: (path, bytes) => writeAtomic(disk, path, bytes),
          createAtomic: (path, bytes) => createAtomic(disk, path, bytes),
        },
        writes,
        arrives,
      ),
    append: (path, bytes) => append(disk, path, bytes),
    remove: (path) => remove(disk, path),
    removeFolder: (path) => removeFolder(disk, path),
    discardFolder: (path) => removeFolder(disk, path),
    makeFolder: (path) => makeFolder(disk, path),
    copy: () => onDisk({ ...disk, root: copyFolder(disk.root) }),
    texts: () => Object.fromEntries([...textsIn(disk.root, "")].sort(([a], [b]) => (a < b ? -1 : 1))),
    overwrite: (path, bytes) => overwrite(disk, path, bytes),
    link: (path, target) => link(disk, path, target),
    changesIn: (folder) => {
      const place = find(disk.root, folder, "keep");
      const entry = typeof place === "string" ? undefined : place.entry;
      return entry?.kind === "folder" ? `${entry.ino} ${entry.changes}` : undefined;
    },
  };
}

function read(disk: Disk, path: string, maxBytes: number): Result<Uint8Array> {
  const place = find(disk.root, path, "follow");
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry === undefined) return err(fileNotFound({ path }));
  if (place.entry.kind !== "file") return err(fileFailed({ path, reason: "it is a folder" }));
  if (place.entry.bytes.byteLength > maxBytes) return err(fileTooLarge({ path, maxBytes }));
  return ok(place.entry.bytes.slice());
}

function list(disk: Disk, path: string): Result<readonly string[]> {
  const place = find(disk.root, path, "follow");
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry === undefined) return err(fileNotFound({ path }));
  if (place.entry.kind !== "folder") return err(fileFailed({ path, reason: "it is not a folder" }));
  return ok([...place.entry.children.keys()]);
}

function stat(disk: Disk, path: string): FileStat | undefined {
  const place = find(disk.root, path, "keep");
  if (typeof place === "string" || place.entry === undefined) return undefined;
  const { entry } = place;
  const { ino, mtimeMs, ctimeMs } = entry;
  return {
    size: sizeOf(entry),
    ino,
    mtimeMs,
    ctimeMs,
    isFile: () => entry.kind === "file",
    isDirectory: () => entry.kind === "folder",
    isSymbolicLink: () => entry.kind === "link",
  };
}

function sizeOf(entry: Entry): number {
  if (entry.kind === "file") return entry.bytes.byteLength;
  return entry.kind === "link" ? Buffer.byteLength(entry.target) : 0;
}

function writeAtomic(disk: Disk, path: string, bytes: Uint8Array): Result<void> {
  const place = find(disk.root, path, "keep");
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry?.kind === "folder") return err(fileFailed({ path, reason: "it is a folder" }));
  const mode = place.entry?.kind === "file" ? place.entry.mode : DEFAULT_MODE;
  put(disk, place.folder, { name: place.name, entry: newFile(disk, bytes, mode) });
  return ok(undefined);
}

function createAtomic(disk: Disk, path: string, bytes: Uint8Array): Result<void> {
  const place = find(disk.root, path, "keep");
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry !== undefined) return err(fileExists({ path }));
  put(disk, place.folder, { name: place.name, entry: newFile(disk, bytes, DEFAULT_MODE) });
  return ok(undefined);
}

function copyAtomic(disk: Disk, { from, to, by, maxBytes }: Copy): Result<void> {
  const bytes = read(disk, from, maxBytes);
  if (!bytes.ok) return bytes;
  const temps = find(disk.root, by, "follow");
  if (typeof temps === "string" || temps.entry?.kind !== "folder") return err(fileNotFound({ path: to }));
  const source = find(disk.root, from, "follow");
  const target = find(disk.root, to, "keep");
  if (typeof source === "string" || source.entry?.kind !== "file") return err(fileNotFound({ path: from }));
  if (typeof target === "string") return err(missing(target, to));
  if (target.entry?.kind === "folder") return err(fileFailed({ path: to, reason: "it is a folder" }));
  put(disk, target.folder, { name: target.name, entry: newFile(disk, bytes.value, source.entry.mode) });
  return ok(undefined);
}

function append(disk: Disk, path: string, bytes: Uint8Array): Result<void> {
  const place = find(disk.root, path, "keep");
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry === undefined) return createAtomic(disk, path, bytes);
  if (place.entry.kind !== "file") return err(fileFailed({ path, reason: "it is a link or a folder" }));
  return overwrite(disk, path, Buffer.concat([place.entry.bytes, bytes]));
}

function overwrite(disk: Disk, path: string, bytes: Uint8Array): Result<void> {
  const place = find(disk.root, path, "follow");
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry?.kind !== "file") return err(fileNotFound({ path }));
  const now = disk.clock.now();
  place.folder.children.set(place.name, { ...place.entry, bytes: bytes.slice(), mtimeMs: now, ctimeMs: now });
  place.folder.changes += 1;
  return ok(undefined);
}

function link(disk: Disk, path: string, target: string): Result<void> {
  const place = find(disk.root, path, "keep");
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry !== undefined) return err(fileExists({ path }));
  const now = disk.clock.now();
  put(disk, place.folder, {
    name: place.name,
    entry: { kind: "link", target, ino: disk.nextIno++, mtimeMs: now, ctimeMs: now },
  });
  return ok(undefined);
}

function remove(disk: Disk, path: string): Result<void> {
  const place = find(disk.root, path, "keep");
  if (place === "missing" || place === "not-a-folder") return ok(undefined);
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry === undefined) return ok(undefined);
  if (place.entry.kind === "folder") return err(fileFailed({ path, reason: "it is a folder" }));
  take(disk, place.folder, place.name);
  return ok(undefined);
}

function removeFolder(disk: Disk, path: string): Result<void> {
  const place = find(disk.root, path, "keep");
  if (typeof place === "string" || place.entry === undefined) return ok(undefined);
  if (place.entry.kind !== "folder") return err(fileFailed({ path, reason: "it is not a folder" }));
  if (place.entry === disk.root) return err(fileFailed({ path, reason: "it is the root" }));
  take(disk, place.folder, place.name);
  return ok(undefined);
}

function makeFolder(disk: Disk, path: string): Result<void> {
  const place = find(disk.root, path, "follow");
  if (place === "missing") {
    const parent = makeFolder(disk, path.replace(/\/+[^/]*\/*$/, "") || "/");
    return parent.ok ? makeFolder(disk, path) : parent;
  }
  if (typeof place === "string") return err(missing(place, path));
  if (place.entry?.kind === "folder") return ok(undefined);
  if (place.entry !== undefined) return err(fileExists({ path }));
  put(disk, place.folder, { name: place.name, entry: newFolder(disk.nextIno++, disk.clock.now()) });
  return ok(undefined);
}

function missing(why: Missing, path: string): Fault {
  switch (why) {
    case "missing":
      return fileNotFound({ path });
    case "not-a-folder":
      return fileFailed({ path, reason: "a part of the path is not a folder" });
    case "loop":
      return fileFailed({ path, reason: "too many links on the way" });
    case "bad-name":
      return fileFailed({ path, reason: "a name in it is too long or holds a NUL character" });
  }
}

function put(disk: Disk, folder: FolderEntry, { name, entry }: { name: string; entry: Entry }): void {
  folder.children.set(name, entry);
  touch(disk, folder);
}

function take(disk: Disk, folder: FolderEntry, name: string): void {
  folder.children.delete(name);
  touch(disk, folder);
}

function touch(disk: Disk, folder: FolderEntry): void {
  folder.changes += 1;
  folder.mtimeMs = disk.clock.now();
  folder.ctimeMs = folder.mtimeMs;
}

function newFile(disk: Disk, bytes: Uint8Array, mode: number): FileEntry {
  const now = disk.clock.now();
  return { kind: "file", bytes: bytes.slice(), mode, ino: disk.nextIno++, mtimeMs: now, ctimeMs: now };
}

function newFolder(ino: number, nowMs: number): FolderEntry {
  return { kind: "folder", children: new Map(), ino, changes: 0, mtimeMs: nowMs, ctimeMs: nowMs };
}

function* textsIn(folder: FolderEntry, path: string): Generator<readonly [string, string]> {
  for (const [name, entry] of folder.children) {
    if (entry.kind === "folder") yield* textsIn(entry, `${path}/${name}`);
    if (entry.kind === "file") yield [`${path}/${name}`, new TextDecoder().decode(entry.bytes)];
  }
}
