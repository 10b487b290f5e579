import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorCode } from "./_node-error.ts";
import { TEMP_NAME_BYTES, TEMP_NAME_TRIES } from "./limits.ts";

/** A file that is still open, and not durable before it was synced. */
export interface OpenTemp {
  readonly path: string;
  readonly descriptor: number;
}

/** A new durable file beside `target` that holds the bytes; throws when that fails, and then nothing is left. */
export function writeTemp(target: string, bytes: Uint8Array, mode: number | undefined): string {
  const { path, descriptor } = fillTemp(target, bytes, mode);
  try {
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  return path;
}

/** A new file beside `target` that holds the bytes; throws when that fails, and then nothing is left. */
export function fillTemp(target: string, bytes: Uint8Array, mode: number | undefined): OpenTemp {
  const temp = openTemp(target);
  try {
    writeAll(temp.descriptor, bytes);
    if (mode !== undefined) fchmodSync(temp.descriptor, mode);
  } catch (error) {
    closeSync(temp.descriptor);
    rmSync(temp.path, { force: true });
    throw error;
  }
  return temp;
}

/** Writes every byte: one call may write fewer than it was given. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.byteLength) written += writeSync(descriptor, bytes, written);
}

function openTemp(target: string): OpenTemp {
  for (let tries = 1; ; tries++) {
    const path = tempName(target);
    try {
      return { path, descriptor: openSync(path, "wx") };
    } catch (error) {
      if (errorCode(error) !== "EEXIST" || tries === TEMP_NAME_TRIES) throw error;
    }
  }
}

/** Chance here only keeps names apart; what is written does not depend on it, so it needs no seed. */
function tempName(target: string): string {
  const random = Math.random().toString(36).slice(2, 12);
  return join(dirname(target), `.~${shortened(basename(target))}.${process.pid}.${random}`);
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= TEMP_NAME_BYTES) return name;
  const cut = Buffer.from(name).subarray(0, TEMP_NAME_BYTES).toString("utf8");
  return cut.replace(/\uFFFD$/, "");
}
