const SECRET_KEY = 5;
const HEAD_BYTES = 6;
/** How many numbers a public key of each kind has, by the numbers RFC 4880 gives the kinds. */
const NUMBERS: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4, 20: 3 };
/** Kinds whose public key is the name of a curve and one number. */
const CURVES: ReadonlySet<number> = new Set([19, 22]);

/**
 * Tells whether the first key in a block of PGP opens as it is; nothing where the block does not begin with a private key. Behind the public
 * numbers one byte says how the private ones are locked: nought is not at all.
 */
export function lockOfPgp(bytes: Buffer): "open" | "locked" | undefined {
  const at = packetBody(bytes);
  if (at === undefined || bytes.length < at + HEAD_BYTES) return undefined;
  const version = bytes[at];
  if (version !== 4) return version === 3 || version === 5 || version === 6 ? "open" : undefined;
  const lock = bytes[afterPublic(bytes, at + HEAD_BYTES, bytes[at + HEAD_BYTES - 1] ?? 0)];
  return lock === undefined || lock === 0 ? "open" : "locked";
}

/** Where what a packet holds begins, if it is one of a private key; there is an old and a new way to say its length. */
function packetBody(bytes: Buffer): number | undefined {
  const [head = 0, length = 0] = bytes;
  if ((head & 0xc0) === 0x80) return ((head >> 2) & 0xf) === SECRET_KEY ? 1 + 2 ** (head & 3) : undefined;
  if ((head & 0xc0) !== 0xc0 || (head & 0x3f) !== SECRET_KEY) return undefined;
  if (length < 192) return 2;
  return length < 224 ? 3 : 6;
}

/** A kind that is not known ends nowhere, and so counts as one that opens. */
function afterPublic(bytes: Buffer, from: number, kind: number): number {
  if (CURVES.has(kind)) return afterNumbers(bytes, from + 1 + (bytes[from] ?? 0), 1);
  const numbers = NUMBERS[kind];
  return numbers === undefined ? bytes.length : afterNumbers(bytes, from, numbers);
}

/** Before each number stand two bytes with how many bits it has. */
function afterNumbers(bytes: Buffer, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0 && at + 2 <= bytes.length; left -= 1) at += 2 + Math.ceil(bytes.readUInt16BE(at) / 8);
  return at;
}
