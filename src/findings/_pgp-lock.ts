/** A private key, and one that belongs to another. */
const SECRET_KEYS: ReadonlySet<number> = new Set([5, 7]);
const HEAD_BYTES = 6;
/** How many numbers a public key of each kind has, by the numbers RFC 4880 gives the kinds. */
const NUMBERS: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4, 20: 3 };
/** Kinds whose public key is the name of a curve and one number; the first has two bytes and more behind them. */
const ECDH = 18;
const CURVES: ReadonlySet<number> = new Set([ECDH, 19, 22]);
/** A way of locking that locks nothing: the key itself is on a card, or was taken out. */
const KEPT_ELSEWHERE = 101;
/** Most packets of one block that are looked at. */
const MAX_PACKETS = 1_000;

type Lock = "open" | "locked";

/**
 * Tells whether the keys in a block of PGP open as they are; nothing where there is no private key in it, or only the places of keys that are
 * kept elsewhere. Behind the public numbers of each one byte says how the private ones are locked: nought is not at all.
 */
export function lockOfPgp(bytes: Buffer): Lock | undefined {
  const locks = new Set<Lock | undefined>();
  let at = 0;
  for (let count = 0; at < bytes.length && count < MAX_PACKETS; count += 1) {
    const packet = packetAt(bytes, at);
    if (packet === undefined || (count === 0 && packet.tag !== 5)) break;
    if (SECRET_KEYS.has(packet.tag)) locks.add(lockOfKey(bytes.subarray(packet.from, packet.end)));
    at = packet.end;
  }
  if (locks.has("open")) return "open";
  return locks.has("locked") ? "locked" : undefined;
}

interface Packet {
  readonly tag: number;
  readonly from: number;
  readonly end: number;
}

/** There is an old and a new way to say how long a packet is. */
function packetAt(bytes: Buffer, at: number): Packet | undefined {
  const [head = 0, first = 0, second = 0] = bytes.subarray(at, at + 3);
  if ((head & 0xc0) === 0x80) {
    const width = 2 ** (head & 3);
    const from = at + 1 + width;
    if (width > 4 || from > bytes.length) return undefined;
    return { tag: (head >> 2) & 0xf, from, end: from + bytes.readUIntBE(at + 1, width) };
  }
  if ((head & 0xc0) !== 0xc0) return undefined;
  const tag = head & 0x3f;
  if (first < 192) return { tag, from: at + 2, end: at + 2 + first };
  if (first < 224) return { tag, from: at + 3, end: at + 3 + ((first - 192) << 8) + second + 192 };
  return first < 255 || at + 6 > bytes.length
    ? undefined
    : { tag, from: at + 6, end: at + 6 + bytes.readUInt32BE(at + 2) };
}

/** What is not known counts as open. */
function lockOfKey(key: Buffer): Lock | undefined {
  const [version = 0] = key;
  if (version !== 4) return version === 3 || version === 5 || version === 6 ? "open" : undefined;
  const at = afterPublic(key, key[HEAD_BYTES - 1] ?? 0);
  const [usage = 0, , way] = key.subarray(at, at + 3);
  if (usage === 0) return "open";
  return usage >= 254 && way === KEPT_ELSEWHERE ? undefined : "locked";
}

/** A kind that is not known ends nowhere. */
function afterPublic(key: Buffer, kind: number): number {
  if (CURVES.has(kind)) {
    const at = afterNumbers(key, HEAD_BYTES + 1 + (key[HEAD_BYTES] ?? 0), 1);
    return kind === ECDH ? at + 1 + (key[at] ?? 0) : at;
  }
  const numbers = NUMBERS[kind];
  return numbers === undefined ? key.length : afterNumbers(key, HEAD_BYTES, numbers);
}

/** Before each number stand two bytes with how many bits it has. */
function afterNumbers(key: Buffer, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0 && at + 2 <= key.length; left -= 1) at += 2 + Math.ceil(key.readUInt16BE(at) / 8);
  return at;
}
