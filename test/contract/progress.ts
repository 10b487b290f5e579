import { describe, expect, test } from "vitest";
import type { Progress } from "../../src/ports/progress.ts";

/** What every Progress keeps to: whatever is reported, in whatever order, nothing comes of it for who reports. */
export function progressContract(name: string, make: () => Progress): void {
  describe(`progress: ${name}`, () => {
    test("takes every report, sensible or not", () => {
      const progress = make();
      const numbers = [0, 1, -1, 0.5, 1e15, Number.NaN, Number.POSITIVE_INFINITY];
      for (const work of ["", "reading", "two\nlines", "\u001b[31m", "x".repeat(10_000)]) {
        expect(progress.end(work)).toBeUndefined();
        for (const done of numbers) {
          expect(progress.step(work, done)).toBeUndefined();
          for (const total of numbers) expect(progress.step(work, done, total)).toBeUndefined();
        }
        expect(progress.end(work)).toBeUndefined();
        expect(progress.end(work)).toBeUndefined();
      }
    });

    test("several works may go on at a time, and a work may begin again", () => {
      const progress = make();
      for (const work of ["one", "two", "one"]) progress.step(work, 1, 2);
      for (const work of ["two", "one", "one"]) progress.end(work);
      expect(progress.step("one", 2, 2)).toBeUndefined();
    });
  });
}
