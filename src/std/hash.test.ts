import fc from "fast-check";
import { expect, test } from "vitest";
import { hashBytes } from "./hash.ts";

const textOf = (bytes: Uint8Array): string => hashBytes(bytes).join(":");

test("the same bytes give the same hash wherever they lie in memory", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 7 }), (bytes, offset) => {
      const wide = new Uint8Array(bytes.length + offset);
      wide.set(bytes, offset);
      expect(textOf(wide.subarray(offset))).toBe(textOf(bytes));
    }),
  );
});

test("a flipped bit, a swap, a cut or one byte more gives another hash", () => {
  const bytes = new TextEncoder().encode("id: FEAT-k3f9q2\ntitle: Sign in with a passkey\nstatus: new\n".repeat(40));
  const seen = new Set([textOf(bytes)]);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const copy = bytes.slice();
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    seen.add(textOf(copy));
  }
  for (let end = 0; end < bytes.length; end += 1) seen.add(textOf(bytes.slice(0, end)));
  seen.add(textOf(new Uint8Array([...bytes, 0])));
  expect(seen.size).toBe(1 + bytes.length * 8 + bytes.length + 1);
});
