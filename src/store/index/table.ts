import type { FileStat } from "../../ports/files.ts";

/**
 * What the index remembers of a file: size, mtime, ctime, inode, and a checksum of the content. The first four tell whether
 * to read it again; the last whether its text, read again, is new to the search.
 */
export const SIGNATURE_WIDTH = 5;
export type Signature = readonly [size: number, mtimeMs: number, ctimeMs: number, inode: number, sum: number];

/**
 * The index in memory: one encoded summary and one signature a ticket file, in step by position. Lines stay text until
 * somebody needs a column: most verbs look at a few columns of many lines.
 */
export interface Table {
  /** File names under tickets/, with forward slashes. */
  names: string[];
  lines: string[];
  signatures: Float64Array;
}

export const emptyTable = (): Table => ({ names: [], lines: [], signatures: new Float64Array(0) });

/** Whether a file is as it was when its signature was taken; the signature begins at a place in a longer row of them. */
export function isFresh(signatures: ArrayLike<number>, at: number, stat: FileStat): boolean {
  return (
    signatures[at] === stat.size &&
    signatures[at + 1] === stat.mtimeMs &&
    signatures[at + 2] === stat.ctimeMs &&
    signatures[at + 3] === stat.ino
  );
}

/** A file's signature; one that no stat equals when the file was touched so shortly before that a later touch could look the same. */
export function signatureOf(
  stat: FileStat,
  sum: number,
  { nowMs, racyMs }: { nowMs: number; racyMs: number },
): Signature {
  const racy = Math.max(stat.mtimeMs, stat.ctimeMs) > nowMs - racyMs;
  return [stat.size, racy ? -1 : stat.mtimeMs, stat.ctimeMs, stat.ino, sum];
}
