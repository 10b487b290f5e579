import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { expandAnchors, pathsIn } from "./anchors.ts";
import type { Comparable, Likeness } from "./comparable.ts";
import { likenessOf } from "./likeness.ts";
import { closeFrom, isBorderline, isClose, isSame } from "./rules.ts";
import { SHARES } from "./thresholds.ts";
import { plainText, wordsOf } from "./words.ts";

const thing = (given: Partial<Comparable> = {}): Comparable => ({
  title: "Close the file after reading",
  text: "The handle stays open when parsing fails.",
  anchors: ["src/read/open.ts"],
  evidence: ["todo-1"],
  ...given,
});

const none: Likeness = { exact: false, embedding: 0, title: 0, anchors: 0, evidence: 0, overall: 0 };

test.for([
  ["parseHTTPHeader", ["parse", "http", "header"]],
  ["snake_case-and-dash", ["snake", "case", "and", "dash"]],
  ["a TODO: x2 Größe", ["todo", "x2", "größe"]],
  ["v2Alpha", ["v2", "alpha"]],
  ["", []],
] as const)("the words of %j", ([text, words]) => {
  expect(wordsOf(text)).toEqual(words);
});

test("plain text has neither case nor white space", () => {
  expect(plainText("  One\n\tTWO\u00a0three ")).toBe("one two three");
});

test("paths in a text, and what they end in", () => {
  expect(pathsIn("See src/a/B.ts, C:\\work\\x.py and and/or; also src/a/b.ts.")).toEqual([
    "and/or",
    "c:/work/x.py",
    "src/a/b.ts",
  ]);
  expect(pathsIn("no path. 1.2 a.ts")).toEqual([]);
  expect(expandAnchors(["src\\a\\B.ts", "x.ts", " "])).toEqual(["src/a/b.ts", "a/b.ts", "b.ts", "x.ts"]);
});

test("equal words are exact, whatever the case and the white space", () => {
  const other = thing({ title: "CLOSE the  file after reading", anchors: [], evidence: [] });
  expect(likenessOf(thing(), other)).toMatchObject({ exact: true, overall: 1 });
  expect(likenessOf(thing({ title: "", text: "" }), thing({ title: " ", text: "" })).exact).toBe(false);
});

test("each part has its share", () => {
  const other = thing({ text: "Another cause.", anchors: ["lib/read/open.ts"], evidence: ["todo-1", "todo-2"] });
  const { exact, embedding, title, anchors, evidence, overall } = likenessOf(thing(), other);
  expect([exact, title, evidence]).toEqual([false, 1, 1]);
  // Of four names, the two that the paths end in are in both.
  expect(anchors).toBe(0.5);
  expect(embedding).toBeGreaterThan(0.5);
  expect(overall).toBeCloseTo(0.82 * embedding + 0.1 + 0.06 * 0.5 + 0.02 * 0.5, 12);
  expect(Object.values(SHARES).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

test("nothing in common is half a cosine and nothing else", () => {
  const blank: Comparable = { title: "", text: "", anchors: [], evidence: [] };
  expect(likenessOf(blank, thing())).toEqual({ ...none, embedding: 0.5, overall: 0.41 });
});

test("the same meaning in like words is nearer than another one", () => {
  const near = likenessOf(
    thing(),
    thing({ title: "Close files after they were read", text: "The handle stays open." }),
  );
  const far = likenessOf(thing(), thing({ title: "Translate the invoice", text: "Customers in France ask for it." }));
  expect(near.embedding).toBeGreaterThan(far.embedding + 0.1);
});

test.for([
  [isSame, { exact: true }, true],
  [isSame, { evidence: 2 }, true],
  [isSame, { evidence: 1 }, false],
  [isSame, { title: 0.95, embedding: 0.65 }, true],
  [isSame, { title: 0.95, embedding: 0.64 }, false],
  [isSame, { title: 0.94, embedding: 0.92 }, false],
  [isSame, { anchors: 0.3, embedding: 0.93 }, true],
  [isSame, { anchors: 0.29, embedding: 0.93 }, false],
  [isSame, { overall: 0.9, embedding: 0.93 }, true],
  [isSame, { overall: 0.9, embedding: 0.92 }, false],
  [isSame, { overall: 0.89, embedding: 0.93 }, false],
  [isBorderline, { exact: true }, true],
  [isBorderline, { evidence: 1 }, true],
  [isBorderline, { anchors: 0.01 }, true],
  [isBorderline, { title: 0.5 }, true],
  [isBorderline, { overall: 0.55 }, true],
  [isBorderline, { title: 0.49, overall: 0.54 }, false],
  [isClose, { exact: true }, true],
  [isClose, { anchors: 0.2 }, true],
  [isClose, { title: 0.55 }, true],
  [isClose, { overall: 0.55 }, true],
  [isClose, { anchors: 0.19, title: 0.54, overall: 0.54, evidence: 9 }, false],
  [closeFrom(0.8), { title: 0.79, overall: 0.79 }, false],
  [closeFrom(0.8), { overall: 0.8 }, true],
] as const)("%o of %j is %s", ([rule, given, answer]) => {
  expect(rule({ ...none, ...given })).toBe(answer);
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const parts = fc.record({ exact: fc.boolean(), title: share, anchors: share, evidence: fc.nat({ max: 3 }) });

test("more alike texts never turn a yes into a no: texts may be compared last", () => {
  const property = fc.property(parts, share, share, (rest, one, other) => {
    const at = (embedding: number): Likeness => {
      const { title, anchors, evidence } = rest;
      return {
        ...rest,
        embedding,
        overall: 0.82 * embedding + 0.1 * title + 0.06 * anchors + 0.01 * Math.min(2, evidence),
      };
    };
    for (const rule of [isSame, isBorderline, isClose]) {
      if (rule(at(Math.min(one, other)))) expect(rule(at(Math.max(one, other)))).toBe(true);
    }
  });
  fc.assert(property, { numRuns: rounds(300) });
});

test("likeness is between 0 and 1, and the same from both sides", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constantFrom("a b", "close the file"));
  const list = fc.array(fc.constantFrom("src/a.ts", "src/b.ts", "x"), { maxLength: 3 });
  const things = fc.record({ title: text, text, anchors: list, evidence: list });
  const property = fc.property(things, things, (a, b) => {
    const likeness = likenessOf(a, b);
    expect(likenessOf(b, a)).toEqual(likeness);
    for (const part of [likeness.embedding, likeness.title, likeness.anchors, likeness.overall]) {
      expect(part).toBeGreaterThanOrEqual(0);
      expect(part).toBeLessThanOrEqual(1);
    }
  });
  fc.assert(property, { numRuns: rounds(200) });
});
