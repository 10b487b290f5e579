import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { projectRoot } from "../rigs/root.ts";
import { LARGEST, LONGEST, turnOf } from "./longest-first.ts";

test("each file that is to begin early or late is there, once", () => {
  const all = [...LONGEST, ...LARGEST];
  expect(all.filter((file) => !existsSync(`${projectRoot}${file}`))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});

test("those come first that take long, then those that nobody names, and last those that leave a large worker", () => {
  const [one = "", two = ""] = LONGEST;
  const files = ["src/ticket/id.test.ts", LARGEST[0] ?? "", "src/work/scope.test.ts", two, one];
  expect(files.toSorted((a, b) => turnOf(a) - turnOf(b))).toEqual(files.toReversed());
});
