import { closeSync, fsyncSync, linkSync, openSync, rmSync } from "node:fs";
import { errorCode } from "./_node-error.ts";
import { writeAll, writeTemp } from "./_temp-file.ts";

export type Link = (from: string, to: string) => void;

const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);

/**
 * Makes a file under a name that must be free; throws EEXIST when it is taken. Linking a finished file to the name tests
 * and creates in one step, so nobody ever sees half a file.
 */
export function createWhole(path: string, bytes: Uint8Array, link: Link = linkSync): void {
  const temp = writeTemp(path, bytes, undefined);
  try {
    linkWhole({ temp, path, bytes }, link);
  } finally {
    rmSync(temp, { force: true });
  }
}

export interface Whole {
  /** A durable file that holds the bytes. */
  readonly temp: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Gives a finished file a name that must be free; its own stays. */
export function linkWhole({ temp, path, bytes }: Whole, link: Link = linkSync): void {
  try {
    link(temp, path);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error;
    createInPlace(path, bytes);
  }
}

/** Where links are unknown (FAT, some shares). A failure leaves nothing; only a loss of power in between can. */
function createInPlace(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, "wx");
  try {
    try {
      writeAll(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}
