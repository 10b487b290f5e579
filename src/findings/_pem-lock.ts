import { lockOfPgp } from "./_pgp-lock.ts";

export interface KeyBytes {
  readonly bytes: Buffer;
  readonly headers: readonly string[];
  /** The mark it begins with. */
  readonly begin: string;
}

/** Tells whether a key opens as it is or needs a password; nothing where the bytes are no key. */
export function lockOf({ bytes, headers, begin }: KeyBytes): "open" | "locked" | undefined {
  if (begin.includes(" PGP ")) return lockOfPgp(bytes);
  if (headers.some((header) => LOCKED_HEADER.test(header))) return isNoise(bytes) ? "locked" : undefined;
  if (bytes.subarray(0, OPENSSH.length).equals(OPENSSH)) return lockOfOpenSsh(bytes);
  const body = sequence(bytes);
  // What a key says first is its version; what a locked one says first is how it was locked.
  if (body?.[0] === INTEGER && body[1] === 1) return "open";
  return body?.[0] === SEQUENCE && begin.includes(" ENCRYPTED ") ? "locked" : undefined;
}

const LOCKED_HEADER = /^Proc-Type: *4, *ENCRYPTED/;
const OPENSSH = Buffer.from("openssh-key-v1\0");
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const SMALLEST_LOCKED = 40;
const BLOCK_BYTES = 16;

/** Locked bytes come in whole blocks and repeat little; no text made up as an example does so. */
function isNoise(bytes: Buffer): boolean {
  return bytes.length >= SMALLEST_LOCKED && bytes.length % 8 === 0 && new Set(bytes).size >= bytes.length ** 0.75 / 2;
}

/** The name of the cipher comes first, behind its length. */
function lockOfOpenSsh(bytes: Buffer): "open" | "locked" {
  const from = OPENSSH.length + 4;
  return bytes.toString("latin1", from, from + 4) === "none" ? "open" : "locked";
}

/** What stands in a sequence that says its own length, and keeps it; a key that was locked once may end in what filled its last block. */
function sequence(bytes: Buffer): Buffer | undefined {
  const [tag, length = 0] = bytes;
  const more = length < 0x80 ? 0 : length - 0x80;
  if (tag !== SEQUENCE || more > 3 || bytes.length < 2 + more) return undefined;
  const size = more === 0 ? length : bytes.readUIntBE(2, more);
  const rest = bytes.length - 2 - more - size;
  return rest >= 0 && rest <= BLOCK_BYTES ? bytes.subarray(2 + more) : undefined;
}
