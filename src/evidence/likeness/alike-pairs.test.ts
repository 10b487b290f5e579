import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { alikeGroups } from "./alike-groups.ts";
import { alikePairs } from "./alike-pairs.ts";
import { borderlinePairs } from "./borderline-pairs.ts";
import type { Comparable } from "./comparable.ts";
import { likenessOf } from "./likeness.ts";
import { isBorderline, isSame } from "./rules.ts";

const thing = (title: string, given: Partial<Comparable> = {}): Comparable => ({
  title,
  text: "",
  anchors: [],
  evidence: [],
  ...given,
});

/** Things that have nothing to do with each other. */
const others = (count: number): readonly Comparable[] =>
  Array.from({ length: count }, (_, n) => thing(`w${n}x`.repeat(3), { text: `${n} ${n * 7919} ${n * 104729}` }));

test("few things are all compared with each other", () => {
  const things = [thing("Mend the lock"), thing("Paint the door"), thing("mend  the LOCK")];
  const { pairs, skipped } = alikePairs({ things, rule: isSame });
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
  expect(skipped).toBe(0);
});

test.for([
  ["evidence", thing("one", { evidence: ["e1", "e2"] }), thing("two", { evidence: ["e2", "e1"] })],
  ["words of the title", thing("Mend the lock of the door"), thing("Mend the lock of the door!", { text: "now" })],
  ["the same words", thing("A: b", { text: "c d" }), thing("a: b c d")],
  [
    "a path",
    thing("Mend the lock of the cellar door", { text: "long ".repeat(30), anchors: ["src/a/lock.ts"] }),
    thing("Mend that lock of the cellar door", { text: "long ".repeat(30), anchors: ["lib/a/lock.ts"] }),
  ],
] as const)("among many things a pair is found by %s", ([, one, two]) => {
  const things = [one, ...others(200), two];
  expect(alikePairs({ things, rule: isSame }).pairs).toMatchObject([{ a: 0, b: 201 }]);
});

test("two long texts in like words are found by their direction alone", () => {
  const said =
    "the gateway drops every second request while the cache is being rebuilt after a restart of the node ".repeat(4);
  const things = [thing("alpha", { text: said }), ...others(200), thing("omega", { text: `${said} again` })];
  const { pairs } = alikePairs({ things, rule: ({ embedding }) => embedding > 0.95 });
  expect(pairs).toMatchObject([{ a: 0, b: 201 }]);
});

test("those that share a fingerprint are compared, whatever they say", () => {
  const things = [thing("one", { fingerprint: "f" }), ...others(200), thing("two", { fingerprint: "f" })];
  const { pairs } = alikePairs({ things, rule: () => true });
  expect(pairs).toContainEqual(expect.objectContaining({ a: 0, b: 201 }));
});

test("what too many share is passed over and counted; equal things are found all the same", () => {
  const alike = Array.from({ length: 300 }, (_, n) => thing("Mend the lock", { text: `${n % 3}` }));
  const { pairs, skipped } = alikePairs({ things: alike, rule: ({ exact }) => exact });
  expect(skipped).toBeGreaterThan(0);
  expect(pairs.length).toBe(297);
  expect(alikeGroups({ things: alike, rule: ({ exact }) => exact })).toHaveLength(3);
});

test("what is known already is not compared with each other", () => {
  const things = [thing("Mend the lock"), thing("Mend the lock"), thing("Mend the lock")];
  const found = (known: number) => alikePairs({ things, rule: isSame, known }).pairs.map(({ a, b }) => [a, b]);
  expect(found(2)).toEqual([
    [0, 2],
    [1, 2],
  ]);
  expect(found(3)).toEqual([]);
});

test("being alike is passed on within a group, and the first member stands first", () => {
  const things = [
    thing("x", { evidence: ["e1", "e2"] }),
    thing("alone"),
    thing("y", { evidence: ["e3", "e4"] }),
    thing("z", { evidence: ["e1", "e2", "e3", "e4"] }),
  ];
  expect(alikeGroups({ things, rule: isSame })).toEqual([[0, 2, 3], [1]]);
});

test("borderline pairs are ranked, bounded, and hold nothing that is the same for sure", () => {
  const things = [
    thing("Mend the lock", { evidence: ["e1"] }),
    thing("Mend the lock"),
    thing("Paint a wall", { evidence: ["e1"] }),
    thing("Translate invoices", { anchors: ["src/a.ts"] }),
    thing("Count the days", { anchors: ["lib/a.ts"] }),
  ];
  const pairs = borderlinePairs({ things });
  const names = pairs.map(({ a, b }) => `${a} ${b}`);
  expect(names).not.toContain("0 1");
  expect(names).toEqual(expect.arrayContaining(["0 2", "3 4"]));
  const ranks = pairs.map(({ likeness: { overall, evidence, anchors, title } }) => {
    return overall + 0.03 * Math.min(3, evidence) + 0.02 * anchors + 0.02 * title;
  });
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  const many = Array.from({ length: 40 }, (_, n) => thing(`number ${n} of them`, { evidence: ["e"] }));
  expect(borderlinePairs({ things: many })).toHaveLength(200);
  // Pairs that cannot be one leave room for those that can.
  const last = many.length - 1;
  const mayMeet = (a: number, b: number): boolean => a === 0 && b === last;
  expect(borderlinePairs({ things: many, mayMeet }).map(({ a, b }) => [a, b])).toEqual([[0, last]]);
});

const words = fc.array(fc.constantFrom("mend", "lock", "door", "paint", "wall", "now", "a"), { maxLength: 4 });
const few = fc.array(fc.constantFrom("src/a.ts", "lib/a.ts", "b/c.ts"), { maxLength: 2 });
const things = fc.record({
  title: words.map((list) => list.join(" ")),
  text: words.map((list) => list.join(" ")),
  anchors: few,
  evidence: few,
});

test("up to the limit exactly the pairs that the rule accepts are found", () => {
  const property = fc.property(fc.array(things, { maxLength: 12 }), (list) => {
    const found = new Set(alikePairs({ things: list, rule: isSame }).pairs.map(({ a, b }) => `${a} ${b}`));
    for (const [b, later] of list.entries()) {
      for (const [a, earlier] of list.slice(0, b).entries()) {
        expect(found.has(`${a} ${b}`)).toBe(isSame(likenessOf(earlier, later)));
      }
    }
  });
  fc.assert(property, { numRuns: rounds(50) });
});

test("above it no pair is found that the rule refuses, each once, and no equal one is missed", () => {
  const property = fc.property(fc.array(things, { minLength: 70, maxLength: 90 }), (list) => {
    const { pairs } = alikePairs({ things: list, rule: isBorderline });
    expect(new Set(pairs.map(({ a, b }) => `${a} ${b}`)).size).toBe(pairs.length);
    for (const { a, b, likeness } of pairs) {
      expect(a).toBeLessThan(b);
      expect(isBorderline(likeness)).toBe(true);
    }
    const groups = alikeGroups({ things: list, rule: ({ exact }) => exact });
    const said = list.map(({ title, text }) => `${title}\n${text}`.replace(/\s+/g, " ").trim());
    expect(groups.length).toBe(
      new Set(said.filter((text) => text !== "")).size + said.filter((text) => text === "").length,
    );
  });
  fc.assert(property, { numRuns: rounds(20) });
});

test("the order of things makes no difference to their groups", () => {
  const property = fc.property(
    fc.uniqueArray(things, { selector: (one) => JSON.stringify(one), maxLength: 20 }),
    (list) => {
      const name = (one: Comparable | undefined): string => JSON.stringify(one);
      const groupsOf = (all: readonly Comparable[]): readonly string[] =>
        alikeGroups({ things: all, rule: isSame })
          .map((group) =>
            group
              .map((at) => name(all[at]))
              .sort()
              .join("|"),
          )
          .sort();
      expect(groupsOf(list.toReversed())).toEqual(groupsOf(list));
    },
  );
  fc.assert(property, { numRuns: rounds(50) });
});
