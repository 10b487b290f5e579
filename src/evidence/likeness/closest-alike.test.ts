import { expect, test } from "vitest";
import { atom } from "../../../test/rigs/atoms.ts";
import { comparableAtoms } from "../comparable-atoms.ts";
import { closestAlike } from "./closest-alike.ts";
import type { Comparable } from "./comparable.ts";
import { type Mergeable, mergeAlike } from "./merge-alike.ts";

const thing = (title: string, given: Partial<Comparable> = {}): Comparable => ({
  title,
  text: "",
  anchors: [],
  evidence: [],
  ...given,
});

const closest = (known: readonly Comparable[], fresh: readonly Comparable[]) =>
  [...closestAlike({ known, fresh })].map(([at, { likeness: _, ...to }]) => [at, to]);

test("a new thing repeats one that is known, or an earlier new one", () => {
  const known = [thing("Mend the lock"), thing("Paint the door")];
  const fresh = [thing("Count the days"), thing("mend the lock"), thing("COUNT the days"), thing("Sing a song")];
  expect(closest(known, fresh)).toEqual([
    [1, { known: 0 }],
    [2, { fresh: 0 }],
  ]);
});

test("what repeats a repetition repeats the first", () => {
  const fresh = [
    thing("one", { evidence: ["e1", "e2"] }),
    thing("two", { evidence: ["e1", "e2", "e3", "e4"] }),
    thing("three", { evidence: ["e3", "e4"] }),
  ];
  expect(closest([], fresh)).toEqual([
    [1, { fresh: 0 }],
    [2, { fresh: 0 }],
  ]);
  expect(closest([thing("zero", { evidence: ["e1", "e2"] })], fresh)).toEqual([
    [0, { known: 0 }],
    [1, { known: 0 }],
    [2, { known: 0 }],
  ]);
});

test("of several known ones the most alike counts, and of equal ones the first", () => {
  const fresh = [thing("Mend the lock", { evidence: ["e1", "e2"] })];
  const known = [thing("Something else", { evidence: ["e1", "e2"] }), thing("Mend the lock"), thing("mend the lock")];
  expect(closest(known, fresh)).toEqual([[0, { known: 1 }]]);
});

test("what is known comes before a new one that is more alike", () => {
  const fresh = [thing("Mend the lock"), thing("mend the lock", { evidence: ["e1", "e2"] })];
  expect(closest([thing("Something else", { evidence: ["e1", "e2"] })], fresh)).toEqual([[1, { known: 0 }]]);
});

test("facts are compared by their words, their places and their ids", () => {
  const facts = [
    atom({ id: "a", quote: { text: "close()" } }),
    atom({ id: "b", message: "see lib/x.ts", place: { path: "src/b.ts" } }),
  ];
  expect(comparableAtoms({ title: "Close files", atoms: facts, fingerprint: "todo:1" })).toEqual({
    title: "Close files",
    text: "TODO: close the file\nclose()\nsee lib/x.ts",
    anchors: ["src/a.ts", "src/b.ts", "lib/x.ts"],
    evidence: ["a", "b"],
    fingerprint: "todo:1",
  });
});

test("one of several has the words of the first and the evidence of all", () => {
  const one: Mergeable = {
    ...thing("First", { text: "words", anchors: ["a"], evidence: ["e1"] }),
    severity: "low",
    confidence: 0.3,
    steps: ["look"],
    criteria: ["done"],
    mergedCount: 1,
  };
  const two: Mergeable = {
    ...one,
    title: "Second",
    evidence: ["e1", "e2"],
    severity: "high",
    steps: ["look", "ask"],
    mergedCount: 2,
  };
  expect(mergeAlike(one, [two, { ...one, confidence: 0.9 }])).toEqual({
    ...one,
    evidence: ["e1", "e2"],
    severity: "high",
    confidence: 0.9,
    steps: ["look", "ask"],
    mergedCount: 4,
  });
  expect(mergeAlike(one, [])).toEqual(one);
});
