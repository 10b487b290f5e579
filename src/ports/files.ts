import type { Result } from "../std/result.ts";

/** What the index and the readers ask about a path; links are not followed. */
export interface FileStat {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** One file that is to be put in the place of another. */
export interface Copy {
  readonly from: string;
  readonly to: string;
  /** The folder in which the new file is written before it is put in its place; it is there already. */
  readonly by: string;
  readonly maxBytes: number;
}

/** One file of many that are written together. */
export interface FileWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** As writeAtomic does, or as createAtomic does. */
  readonly how: "replace" | "create";
}

/**
 * The disk. Synchronous on purpose: ten thousand stats take 25 ms this way and four times that through promises.
 * Paths are absolute. Faults carry the codes in ports/faults.ts; nothing here throws for an expected failure.
 */
export interface Files {
  /** The time with which a file written now would be stamped: the wall clock of the disk, whatever the program's own clock says. */
  stampMs(): number;
  /** The whole file; `file-too-large` beyond `maxBytes` without reading it. */
  read(path: string, maxBytes: number): Result<Uint8Array>;
  /** At most that many bytes from a place in a file on; fewer only at its end, none behind it. For files too large to be read whole. */
  readPiece(path: string, offset: number, bytes: number): Result<Uint8Array>;
  /** Names in a folder in no particular order; a missing folder is `file-not-found`. */
  list(folder: string): Result<readonly string[]>;
  /** Undefined when there is nothing at the path. */
  stat(path: string): FileStat | undefined;
  /** `stat` for many names in one folder, a third faster than one by one: each answer is handed over at once and not kept. */
  statEach(folder: string, names: readonly string[], visit: (stat: FileStat | undefined, place: number) => void): void;
  /** The path with all links resolved; undefined when there is nothing. */
  realPath(path: string): string | undefined;
  /** Temp file beside the target, fsync, rename, fsync of the folder. Never leaves an empty or torn file. Keeps the mode of a file it replaces. */
  writeAtomic(path: string, bytes: Uint8Array): Result<void>;
  /** Like writeAtomic, but `file-exists` when the path is taken; the test and the creation are one step. */
  createAtomic(path: string, bytes: Uint8Array): Result<void>;
  /**
   * Like writeAtomic, with bytes and mode of another file; its temp file is in the folder `by`, so that a crash leaves nothing beside the
   * target. Only where `by` is on another disk it is beside the target after all.
   */
  copyAtomic(copy: Copy): Result<void>;
  /**
   * writeAtomic and createAtomic for many files, with their promises, at a part of the cost: a lot of them is on the disk under temp names
   * before the first takes its own, and each folder is synced once, at the end. `arrives` is asked right before each takes its name:
   * false leaves that one out, a fault ends it all. After a fault those that came before are in place.
   */
  writeEach(writes: readonly FileWrite[], arrives: (place: number) => Result<boolean>): Promise<Result<void>>;
  /**
   * Adds to the end of a file, which is made when it is missing, and syncs it; never through a link. After a fault the file is
   * as it was. After a crash it may end with a beginning of the bytes: whoever reads it back must see that.
   */
  append(path: string, bytes: Uint8Array): Result<void>;
  /** Removes one file and syncs its folder; a missing file is fine. */
  remove(path: string): Result<void>;
  /** Removes a folder with all it holds; a missing folder is fine. */
  removeFolder(path: string): Result<void>;
  /**
   * Takes a folder away at once, however much it holds: it is moved into the folder `trash`, which is made where it is missing, and
   * deleted there while others go on, also after the end of this program. What stays there after a crash is nobody's. A missing folder
   * is fine; `file-failed` where the two are on different disks: then nothing has happened.
   */
  discardFolder(path: string, trash: string): Result<void>;
  /** A symbolic link at `path` that leads to `target`; `file-exists` when the path is taken. */
  link(path: string, target: string): Result<void>;
  /** Creates a folder and its parents; fine when it is there. */
  makeFolder(path: string): Result<void>;
}
