import { renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Copy } from "../ports/files.ts";
import { errorCode } from "./_node-error.ts";
import { syncFolder } from "./_sync-folder.ts";
import { writeTemp } from "./_temp-file.ts";

export type Rename = (from: string, to: string) => void;

/** Puts the bytes of one file in the place of another, with the mode of the first; they are written in the folder `by`. */
export function copyWhole({ from, to, by }: Copy, bytes: Uint8Array, rename: Rename = renameSync): void {
  const mode = statSync(from).mode & 0o7777;
  try {
    place({ beside: join(by, basename(to)), to, mode, rename }, bytes);
  } catch (error) {
    if (errorCode(error) !== "EXDEV") throw error;
    // A rename does not go from one disk to another.
    place({ beside: to, to, mode, rename }, bytes);
  }
  syncFolder(dirname(to));
}

interface Place {
  readonly beside: string;
  readonly to: string;
  readonly mode: number;
  readonly rename: Rename;
}

function place({ beside, to, mode, rename }: Place, bytes: Uint8Array): void {
  const temp = writeTemp(beside, bytes, mode);
  try {
    rename(temp, to);
  } catch (error) {
    rmSync(temp, { force: true });
    throw error;
  }
}
