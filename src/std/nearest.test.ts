import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const keys = ["priority", "minAcceptanceCriteria", "title", "--add-label", "--label"];

test.each([
  ["titel", "title"],
  ["TITLE", "title"],
  ["min_acceptance-criteria", "minAcceptanceCriteria"],
  ["minAcceptanceCriterias", "minAcceptanceCriteria"],
  ["prio", "priority"],
  ["--add_labels", "--add-label"],
  ["--lable", "--label"],
  ["colour", undefined],
  ["p", undefined],
  ["", undefined],
])("%s → %s", (word, meant) => {
  expect(nearest(word, keys)).toBe(meant);
});

test("of two that begin so none is chosen", () => {
  expect(nearest("prio", ["priority", "prioritisation"])).toBeUndefined();
});

test("a word without end is answered at once", () => {
  expect(nearest("x".repeat(1_000_000), keys)).toBeUndefined();
});
