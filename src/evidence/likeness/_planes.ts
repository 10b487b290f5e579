import { BAND_BITS, BANDS, DIMENSIONS, PLANES_SEED } from "./limits.ts";

const BITS = BANDS * BAND_BITS;

/** Random planes through the origin: for each dimension, one after the other, the sides +1 and -1 of all planes. */
export function makePlanes(): Int8Array {
  let state = PLANES_SEED;
  return Int8Array.from({ length: DIMENSIONS * BITS }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return mixed < 0 ? -1 : 1;
  });
}

/** For each band the sides of its planes on which the vector lies, as a number. Vectors that point alike share bands. */
export function bandsOf(vector: Float32Array, planes: Int8Array): readonly number[] {
  const sums = new Float64Array(BITS);
  for (const [dimension, value] of vector.entries()) {
    if (value !== 0) addPlanes(sums, value, planes.subarray(dimension * BITS, (dimension + 1) * BITS));
  }
  return Array.from({ length: BANDS }, (_, band) => bitsOf(sums, band * BAND_BITS));
}

function addPlanes(sums: Float64Array, value: number, sides: Int8Array): void {
  for (let bit = 0; bit < BITS; bit += 1) sums[bit] = (sums[bit] ?? 0) + value * (sides[bit] ?? 0);
}

function bitsOf(sums: Float64Array, from: number): number {
  let bits = 0;
  for (let bit = 0; bit < BAND_BITS; bit += 1) bits = bits * 2 + ((sums[from + bit] ?? 0) >= 0 ? 1 : 0);
  return bits;
}
