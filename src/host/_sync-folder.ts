import { closeSync, fsyncSync, openSync } from "node:fs";
import { errorCode } from "./_node-error.ts";

/** Not every file system (and no Windows) syncs folders; there the rename is as durable as it gets. */
const UNSUPPORTED = new Set(["EINVAL", "ENOTSUP", "EOPNOTSUPP", "EISDIR", "EPERM", "EACCES", "ENOSYS"]);

/** Makes names that were added to or taken from a folder durable. */
export function syncFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
  } catch (error) {
    if (!UNSUPPORTED.has(errorCode(error))) throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
