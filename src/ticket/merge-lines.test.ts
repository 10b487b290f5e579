import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { mergeLineSets } from "./merge-lines.ts";

const words = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 3 });
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

test("the base stays, both sides' lines follow once", () => {
  expect(mergeLineSets({ base: "x\n", ours: "x\nc\na\n", theirs: "x\nb\na" })).toBe("x\na\nb\nc\n");
  expect(mergeLineSets({ base: undefined, ours: "b\n", theirs: "a\n" })).toBe("a\nb\n");
  expect(mergeLineSets({ base: "x\ny\n", ours: "y\na\n", theirs: "x\ny\nb\n" })).toBe("x\ny\na\nb\n");
});

test("what one side changed is taken as it is", () => {
  expect(mergeLineSets({ base: "x\n", ours: "x\n", theirs: "x\nz\ny" })).toBe("x\nz\ny");
});

test("it is symmetric, loses nothing and does not depend on who merges first", () => {
  fc.assert(
    fc.property(words, words, words, words, (base, a, b, c) => {
      const [start, one, two, three] = [
        text(base),
        text([...base, ...a]),
        text([...base, ...b]),
        text([...base, ...c]),
      ];
      const merge = (ours: string, theirs: string): string => mergeLineSets({ base: start, ours, theirs });
      expect(merge(two, one)).toBe(merge(one, two));
      const all = merge(merge(one, two), three).split("\n");
      expect([...base, ...a, ...b, ...c].filter((line) => !all.includes(line))).toEqual([]);
      expect([...new Set(merge(one, merge(two, three)).split("\n"))].sort()).toEqual([...new Set(all)].sort());
    }),
    { numRuns: rounds(200) },
  );
});
