import { expect, test } from "vitest";
import { judgeBudget } from "./budget.ts";
import type { Change, FileChange } from "./change.ts";

const file = (path: string, added: number, removed: number): FileChange => ({
  ...{ path, kind: "modified", mode: "file", binary: false, committed: true, cut: false, added, removed },
  ...{ addedLines: [], removedLines: [] },
});

function codes(files: readonly FileChange[], budget: Parameters<typeof judgeBudget>[1]): readonly string[] {
  const names = { mergeBase: "b", baseTree: "bt", head: "h", headTree: "ht", patchId: "p", commits: 1 };
  const change: Change = { ...names, files, manifests: [], dirty: [] };
  return judgeBudget(change, budget).map(({ code }) => code);
}

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
