import { expect, test } from "vitest";
import type { Change } from "./change.ts";
import { judgeTreeState } from "./tree-state.ts";

const CHANGE: Change = {
  ...{ mergeBase: "b", baseTree: "bt", head: "h", headTree: "ht", patchId: "p", commits: 1 },
  ...{ files: [], manifests: [], dirty: [] },
};

test("a clean tree with commits is fine", () => {
  expect(judgeTreeState(CHANGE)).toEqual([]);
});

test("uncommitted work and a branch without commits are refused", () => {
  expect(judgeTreeState({ ...CHANGE, dirty: ["a b", "c"] })).toMatchObject([
    { code: "worktree-dirty", severity: "error", file: "a b" },
    { code: "worktree-dirty", file: "c" },
  ]);
  expect(judgeTreeState({ ...CHANGE, commits: 0, head: "b" })).toMatchObject([{ code: "nothing-committed" }]);
});
