import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import { gitDirAt } from "./_git-dir.ts";
import { MAX_INDEX_BYTES } from "./limits.ts";

/**
 * Whether git was told of no file in a checkout that it is not to look at it. Asking git costs a line for each file of the checkout,
 * so its index is read itself, as gitformat-index describes it. False also where that does not tell: then git has to be asked.
 */
export function hidesNothing(files: Files, worktree: string): boolean {
  const gitDir = gitDirAt(files, worktree);
  const index = gitDir === undefined ? undefined : files.read(join(gitDir, "index"), MAX_INDEX_BYTES);
  return index?.ok === true && hasNoFlags(index.value);
}

const HEADER_BYTES = 12;
/** Times, numbers and size of a file as the disk tells them; then comes the name of its object. */
const STAT_BYTES = 40;
const HASH_BYTES = 20;
const ASSUME_UNCHANGED = 0x8000;
const EXTENDED = 0x4000;
const SKIP_WORKTREE = 0x4000;
const NAME_BYTES = 0x0fff;

/** Reads versions 2 and 3 with names of 20 bytes, whole: without parts in another file, without folders in the place of files. */
function hasNoFlags(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES + HASH_BYTES || view.getUint32(0) !== SIGNATURE) return false;
  if (view.getUint32(4) !== 2 && view.getUint32(4) !== 3) return false;
  const end = bytes.length - HASH_BYTES;
  let at = HEADER_BYTES;
  for (let left = view.getUint32(8); left > 0; left -= 1) {
    const next = entryEnd(view, at, end);
    if (next === undefined) return false;
    at = next;
  }
  return hasKnownRest(view, at, end);
}

/** "DIRC" */
const SIGNATURE = 0x44495243;

/** Where the next entry begins; undefined when this one has a flag, or is none that we understand. */
function entryEnd(view: DataView, at: number, end: number): number | undefined {
  const flagsAt = at + STAT_BYTES + HASH_BYTES;
  if (flagsAt + 4 > end) return undefined;
  const flags = view.getUint16(flagsAt);
  if ((flags & ASSUME_UNCHANGED) !== 0) return undefined;
  const isExtended = (flags & EXTENDED) !== 0;
  if (isExtended && (view.getUint16(flagsAt + 2) & SKIP_WORKTREE) !== 0) return undefined;
  const nameAt = flagsAt + (isExtended ? 4 : 2);
  const length = flags & NAME_BYTES;
  if (length === NAME_BYTES) return undefined;
  const nul = nameAt + length;
  // Filled up with one to eight zeros, so that each entry has a multiple of eight bytes.
  const next = at + ((nul - at + 8) & ~7);
  return next <= end && view.getUint8(nul) === 0 ? next : undefined;
}

/** What may follow the entries and says nothing about them. Small letters, as of a shared index, are what git itself must understand. */
function hasKnownRest(view: DataView, from: number, end: number): boolean {
  let at = from;
  while (at + 8 <= end) {
    const first = view.getUint8(at);
    if (first < 0x41 || first > 0x5a) return false;
    at += 8 + view.getUint32(at + 4);
  }
  return at === end;
}
