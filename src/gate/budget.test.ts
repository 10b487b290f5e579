import { expect, test } from "vitest";
import { sampleChange, sampleFile } from "./_sample-change.ts";
import { type Budget, judgeBudget } from "./budget.ts";
import type { FileChange } from "./change.ts";

const file = (path: string, added: number, removed: number): FileChange =>
  sampleFile(path, { more: { added, removed } });

const codes = (files: readonly FileChange[], budget: Budget): readonly string[] =>
  judgeBudget(sampleChange(...files), budget).map(({ code }) => code);

test("a change within its budget, or without one, is fine", () => {
  const files = [file("a", 6, 4), file("b", 10, 0)];
  expect(codes(files, {})).toEqual([]);
  expect(codes(files, { maxFiles: 2, maxLines: 20 })).toEqual([]);
});

test("one file or one line too many is refused; a path counts once", () => {
  const files = [file("a", 6, 4), file("b", 10, 0), file("b", 1, 0)];
  expect(codes(files, { maxFiles: 2, maxLines: 20 })).toEqual(["budget-lines"]);
  expect(codes(files, { maxFiles: 1, maxLines: 21 })).toEqual(["budget-files"]);
  expect(codes(files, { maxFiles: 0, maxLines: 0 })).toEqual(["budget-files", "budget-lines"]);
});
