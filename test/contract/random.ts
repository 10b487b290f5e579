import { describe, expect, test } from "vitest";
import type { Random } from "../../src/ports/random.ts";

/** What every Random keeps to. */
export function randomContract(name: string, make: () => Random): void {
  describe(`random: ${name}`, () => {
    test("gives as many bytes as were asked for, few or many", () => {
      for (const count of [0, 1, 7, 65_537, 1_000_000]) expect(make().bytes(count)).toHaveLength(count);
    });

    test("each call gives new bytes that are the caller's own", () => {
      const random = make();
      const first = random.bytes(16);
      const copy = first.slice();
      const second = random.bytes(16);
      expect(first).toEqual(copy);
      expect(second).not.toEqual(first);
      second.fill(0);
      expect(random.bytes(16)).not.toEqual(new Uint8Array(16));
    });

    test("no byte and no bit is favoured", () => {
      const bytes = make().bytes(256 * 1_000);
      const counts = new Array<number>(256).fill(0);
      for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
      // The sum of squares over the expected count has mean 255 and deviation 22.6: ten deviations never happen by chance.
      const chi = counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
      expect(chi).toBeLessThan(255 + 226);
      // Nor does a byte tell the next one.
      const same = bytes.reduce((sum, byte, at) => sum + (byte === bytes[at + 1] ? 1 : 0), 0);
      expect(Math.abs(same - 1_000)).toBeLessThan(320);
    });
  });
}
