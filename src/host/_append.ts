import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "./_node-error.ts";
import { syncFolder } from "./_sync-folder.ts";
import { writeAll } from "./_temp-file.ts";

/** Adds to the end of a file, durably; what a failure left of it is taken back. */
export function append(path: string, bytes: Uint8Array): void {
  const { descriptor, isNew } = openEnd(path);
  try {
    const before = fstatSync(descriptor).size;
    try {
      writeAll(descriptor, bytes);
      fsyncSync(descriptor);
    } catch (error) {
      ftruncateSync(descriptor, before);
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
  if (isNew) syncFolder(dirname(path));
}

/** A link at the path is refused: what it points to may lie anywhere. */
function openEnd(path: string): { readonly descriptor: number; readonly isNew: boolean } {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW;
  try {
    return { descriptor: openSync(path, flags), isNew: false };
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    return { descriptor: openSync(path, flags | constants.O_CREAT, 0o666), isNew: true };
  }
}
