import { createHash } from "node:crypto";
import type { Revision } from "./model.ts";

/** The revision of a file: the first 16 hex digits of the SHA-256 of its bytes. */
export function revisionOf(bytes: Uint8Array): Revision {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16) as Revision;
}
