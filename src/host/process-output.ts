import type { Hash } from "node:crypto";
import type { Excerpt, ProcessAnswer } from "../ports/processes.ts";

/** What a process prints: counted and hashed whole, kept in part. */
export interface ProcessOutput {
  add(stream: "stdout" | "stderr", chunk: Uint8Array): void;
  answer(): Pick<ProcessAnswer, "stdout" | "stderr" | "digest">;
}

export function processOutput(keepBytes: number): ProcessOutput {
  const { createHash } = process.getBuiltinModule("node:crypto");
  const streams = {
    stdout: { kept: headAndTail(keepBytes), hash: createHash("sha256") },
    stderr: { kept: headAndTail(keepBytes), hash: createHash("sha256") },
  };
  return {
    add: (stream, chunk) => {
      streams[stream].kept.add(chunk);
      streams[stream].hash.update(chunk);
    },
    answer: () => ({
      stdout: streams.stdout.kept.excerpt(),
      stderr: streams.stderr.kept.excerpt(),
      digest: digestOf(createHash("sha256"), streams.stdout.hash, streams.stderr.hash),
    }),
  };
}

function digestOf(whole: Hash, stdout: Hash, stderr: Hash): string {
  return whole.update(stdout.digest()).update(stderr.digest()).digest("hex");
}

interface HeadAndTail {
  add(chunk: Uint8Array): void;
  excerpt(): Excerpt;
}

/** The first bytes as they are, and a ring of the last ones. */
function headAndTail(keepBytes: number): HeadAndTail {
  const headBytes = keepBytes - (keepBytes >> 1);
  const head: Uint8Array[] = [];
  const tail = lastBytes(keepBytes >> 1);
  let total = 0;
  return {
    add: (chunk) => {
      const room = Math.max(0, headBytes - total);
      if (room > 0) head.push(chunk.slice(0, room));
      total += chunk.byteLength;
      if (chunk.byteLength > room) tail.add(chunk.subarray(room));
    },
    excerpt: () => {
      const last = tail.kept().bytes;
      if (total > keepBytes) return { total, head: new Uint8Array(Buffer.concat(head)), tail: last };
      return { total, head: new Uint8Array(Buffer.concat([...head, last])), tail: new Uint8Array(0) };
    },
  };
}

/** A ring of the last bytes that were added. */
export function lastBytes(size: number): {
  add(chunk: Uint8Array): void;
  kept(): { readonly total: number; readonly bytes: Uint8Array };
} {
  let room: Uint8Array | undefined;
  let [at, total] = [0, 0];
  const bytes = (): Uint8Array => {
    if (room === undefined) return new Uint8Array(0);
    return total >= size ? new Uint8Array(Buffer.concat([room.subarray(at), room.subarray(0, at)])) : room.slice(0, at);
  };
  return {
    add: (chunk) => {
      room ??= new Uint8Array(size);
      const last = chunk.subarray(Math.max(0, chunk.byteLength - size));
      const before = last.subarray(0, size - at);
      room.set(before, at);
      room.set(last.subarray(before.byteLength), 0);
      total += chunk.byteLength;
      at = size === 0 ? 0 : (at + last.byteLength) % size;
    },
    kept: () => ({ total, bytes: bytes() }),
  };
}
