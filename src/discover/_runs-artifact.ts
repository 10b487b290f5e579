import { createHash } from "node:crypto";
import { join } from "node:path";
import { harmless } from "./_runs-text.ts";
import type { Look } from "./source.ts";

/** What is kept of a text: head and tail in bytes, and lines in all. */
const HEAD_BYTES = 12_000;
const TAIL_BYTES = 12_000;
const MAX_LINES = 300;
/** Bytes by which text is told from the rest. */
const SNIFF_BYTES = 2_048;
const PIECE_BYTES = 1024 * 1024;

/** What was found at one path: enough to tell later whether it is still the same. */
export interface Artifact {
  readonly path: string;
  readonly exists: boolean;
  readonly size: number;
  /** Over all of it; absent when it could not be read. */
  readonly sha256?: string;
  readonly error?: string;
  /** Bytes or lines are left out of the text. */
  readonly truncated: boolean;
  /** Empty when it is missing, unreadable or no text. */
  readonly text: string;
}

/** Looks at one file, however large. A link is not followed. */
export async function readArtifact(look: Look, path: string): Promise<Artifact> {
  const { world, root, stop } = look;
  const full = join(root, path);
  const stat = world.files.stat(full);
  if (stat === undefined) return nothing(path, { exists: false, size: 0 });
  if (!stat.isFile()) return nothing(path, { exists: true, size: 0, error: "it is no regular file" });
  const hash = createHash("sha256");
  let size = 0;
  let head = new Uint8Array(0);
  let tail = new Uint8Array(0);
  for (;;) {
    const piece = world.files.readPiece(full, size, PIECE_BYTES);
    if (!piece.ok) return nothing(path, { exists: true, size, error: piece.fault.message });
    hash.update(piece.value);
    size += piece.value.byteLength;
    if (head.byteLength === 0) head = piece.value.slice(0, HEAD_BYTES + TAIL_BYTES);
    tail = lastBytes(tail, piece.value);
    if (piece.value.byteLength < PIECE_BYTES) break;
    await world.clock.sleep(0, stop);
    if (stop.aborted) return nothing(path, { exists: true, size, error: "stopped before its end" });
  }
  const sha256 = hash.digest("hex");
  if (head.subarray(0, SNIFF_BYTES).includes(0))
    return { ...nothing(path, { exists: true, size, error: "it is no text" }), sha256 };
  return { path, exists: true, size, sha256, ...excerpt(head, tail, size) };
}

const nothing = (path: string, more: Pick<Artifact, "exists" | "size" | "error">): Artifact => ({
  ...more,
  ...{ path, truncated: false, text: "" },
});

function lastBytes(before: Uint8Array, piece: Uint8Array): Uint8Array<ArrayBuffer> {
  if (piece.byteLength >= TAIL_BYTES) return piece.slice(-TAIL_BYTES);
  const joined = new Uint8Array(before.byteLength + piece.byteLength);
  joined.set(before);
  joined.set(piece, before.byteLength);
  return joined.slice(-TAIL_BYTES);
}

function excerpt(head: Uint8Array, tail: Uint8Array, size: number): Pick<Artifact, "text" | "truncated"> {
  const decode = (bytes: Uint8Array): string => harmless(new TextDecoder().decode(bytes));
  const isWhole = size <= HEAD_BYTES + TAIL_BYTES;
  const left = size - HEAD_BYTES - TAIL_BYTES;
  const text = isWhole
    ? decode(head)
    : `${decode(head.subarray(0, HEAD_BYTES))}\n… ${left} bytes left out …\n${decode(tail)}`;
  const lines = text.split("\n");
  if (lines.length <= MAX_LINES) return { text, truncated: !isWhole };
  const half = MAX_LINES / 2;
  const cut = [...lines.slice(0, half), `… ${lines.length - MAX_LINES} lines left out …`, ...lines.slice(-half)];
  return { text: cut.join("\n"), truncated: true };
}

/** One line of the list of all that was looked at. */
export function artifactLine({ path, exists, size, sha256, error, truncated }: Artifact): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!exists) return `${name}: not there`;
  const digest = sha256 === undefined ? "" : `, sha256 ${sha256}`;
  return `${name}: ${size} bytes${digest}${error === undefined ? "" : `, ${error}`}${truncated ? ", truncated" : ""}`;
}
