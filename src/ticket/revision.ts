import { hashBytes } from "../std/hash.ts";
import type { Revision } from "./model.ts";

/** The revision of a file: 16 hex digits made from its bytes. It tells versions apart; it is no proof against forgery. */
export function revisionOf(bytes: Uint8Array): Revision {
  const [high, low] = hashBytes(bytes);
  return (high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0")) as Revision;
}
