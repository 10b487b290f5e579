import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { MAX_CHANGED_LINES, matchLines } from "./_diff.ts";
import { diff3, type Stretch } from "./_diff3.ts";

const texts = fc.array(fc.constantFrom<string[]>("a", "b", "c", "d", ""), { maxLength: 12 });
const triples = fc.record({ base: texts, left: texts, right: texts });

/** The naive answer: the length of the longest common subsequence, by the textbook table. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    let diagonal = 0;
    for (const [index, other] of b.entries()) {
      const above = row[index + 1] ?? 0;
      row[index + 1] = line === other ? diagonal + 1 : Math.max(above, row[index] ?? 0);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

const sideOf = (stretches: readonly Stretch[], side: "left" | "right"): readonly string[] =>
  stretches.flatMap((stretch) => ("lines" in stretch ? stretch.lines : stretch[side]));

const isClean = (stretches: readonly Stretch[]): boolean => stretches.every((stretch) => "lines" in stretch);

test("partners are equal, in order, and as many as can be", () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const pairs = [...matchLines(a, b)].map((j, i) => [i, j] as const).filter(([, j]) => j !== -1);
      for (const [i, j] of pairs) expect(a[i]).toBe(b[j]);
      expect(pairs.map(([, j]) => j)).toEqual([...pairs.map(([, j]) => j)].sort((x, y) => x - y));
      expect(new Set(pairs.map(([, j]) => j)).size).toBe(pairs.length);
      expect(pairs).toHaveLength(longestCommon(a, b));
    }),
    { numRuns: rounds(500) },
  );
});

test("texts with too many changes still match at both ends", () => {
  const many = (mark: string) => Array.from({ length: MAX_CHANGED_LINES }, (_, index) => `${mark}${index}`);
  const partners = matchLines(["head", ...many("a"), "tail"], ["head", ...many("b"), "more", "tail"]);
  expect([partners[0], partners.at(-1)]).toEqual([0, MAX_CHANGED_LINES + 2]);
  expect([...partners].filter((partner) => partner !== -1)).toHaveLength(2);
});

test("a side that changed nothing gives way to the other", () => {
  fc.assert(
    fc.property(texts, texts, (base, changed) => {
      for (const versions of [
        { base, left: changed, right: base },
        { base, left: base, right: changed },
      ]) {
        expect(isClean(diff3(versions))).toBe(true);
        expect(sideOf(diff3(versions), "left")).toEqual(changed);
      }
      expect(sideOf(diff3({ base, left: changed, right: changed }), "left")).toEqual(changed);
      expect(isClean(diff3({ base, left: changed, right: changed }))).toBe(true);
    }),
    { numRuns: rounds(300) },
  );
});

test("swapping the sides swaps the versions and nothing else", () => {
  fc.assert(
    fc.property(triples, ({ base, left, right }) => {
      const swapped = diff3({ base, left: right, right: left }).map((stretch) =>
        "lines" in stretch ? stretch : { left: stretch.right, right: stretch.left },
      );
      expect(swapped).toEqual(diff3({ base, left, right }));
    }),
    { numRuns: rounds(500) },
  );
});

test("every line a side added is in the result, and nothing comes from nowhere", () => {
  fc.assert(
    fc.property(triples, ({ base, left, right }) => {
      const stretches = diff3({ base, left, right });
      const kept = [...sideOf(stretches, "left"), ...sideOf(stretches, "right")];
      expect([...left, ...right].filter((line) => !base.includes(line) && !kept.includes(line))).toEqual([]);
      expect(kept.filter((line) => ![...base, ...left, ...right].includes(line))).toEqual([]);
    }),
    { numRuns: rounds(500) },
  );
});

test("changes far enough apart are both taken, the same lines changed twice are given twice", () => {
  const base = ["one", "two", "three"];
  expect(diff3({ base, left: ["ONE", "two", "three"], right: ["one", "two", "three", "four"] })).toEqual([
    { lines: ["ONE", "two", "three", "four"] },
  ]);
  expect(diff3({ base, left: ["one", "left", "three"], right: ["one", "right", "three"] })).toEqual([
    { lines: ["one"] },
    { left: ["left"], right: ["right"] },
    { lines: ["three"] },
  ]);
  expect(diff3({ base: [], left: ["same", "left"], right: ["same", "right", "end"] })).toEqual([
    { lines: ["same"] },
    { left: ["left"], right: ["right", "end"] },
  ]);
});
