import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { fileFailed, fileTooLarge } from "../ports/faults.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { readFault } from "./_node-error.ts";

/** Without this flag opening a named pipe would wait for a writer for ever. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads one regular file through one open descriptor, so that size and content belong to the same file. */
export function readWhole(path: string, maxBytes: number): Result<Uint8Array> {
  return opened(path, (descriptor, size) => {
    if (size > maxBytes) return err(fileTooLarge({ path, maxBytes }));
    const bytes = readToEnd(descriptor, size, maxBytes);
    return bytes === undefined ? err(fileTooLarge({ path, maxBytes })) : ok(bytes);
  });
}

/** Reads a piece out of the middle of a regular file, however large that is. */
export function readPiece(path: string, offset: number, bytes: number): Result<Uint8Array> {
  return opened(path, (descriptor) => {
    const buffer = new Uint8Array(bytes);
    let length = 0;
    while (length < bytes) {
      const count = readSync(descriptor, buffer, length, bytes - length, offset + length);
      if (count === 0) break;
      length += count;
    }
    return ok(buffer.subarray(0, length));
  });
}

function opened(path: string, act: (descriptor: number, size: number) => Result<Uint8Array>): Result<Uint8Array> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, FLAGS);
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return err(fileFailed({ path, reason: "it is a folder" }));
    if (!stat.isFile()) return err(fileFailed({ path, reason: "it is not a regular file" }));
    return act(descriptor, stat.size);
  } catch (error) {
    return err(readFault(path, error));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** One byte more than expected tells whether the file grew meanwhile; undefined when it grew past the limit. */
function readToEnd(descriptor: number, expected: number, maxBytes: number): Uint8Array | undefined {
  let buffer = new Uint8Array(expected + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.byteLength - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > maxBytes) return undefined;
    if (length === buffer.byteLength) buffer = enlarged(buffer, maxBytes);
  }
}

function enlarged(buffer: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(buffer.byteLength * 2, maxBytes) + 1);
  larger.set(buffer);
  return larger;
}
