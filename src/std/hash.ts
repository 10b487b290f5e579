/**
 * A hash of bytes in two 32-bit halves, for telling contents apart and noticing damage; not for secrets. Written out here because
 * loading node:crypto costs a fifth of an empty process, and a checksum over the index must take less than a millisecond per MB.
 */
export function hashBytes(bytes: Uint8Array): readonly [high: number, low: number] {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  let high = 0x9e3779b9 ^ aligned.byteLength;
  let low = 0x85ebca6b;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? 0;
    high = Math.imul(high ^ word, 0x9e3779b1) ^ (low >>> 15);
    low = Math.imul(low ^ word ^ (high >>> 13), 0x5f356495);
  }
  for (let at = words.length << 2; at < aligned.byteLength; at += 1) {
    const byte = aligned[at] ?? 0;
    high = Math.imul(high ^ byte, 0x01000193) ^ (low >>> 15);
    low = Math.imul(low ^ byte ^ (high >>> 13), 0x5f356495);
  }
  return [finish(high ^ low), finish(low + high)];
}

/** Spreads every bit over all others. */
function finish(half: number): number {
  let mixed = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
