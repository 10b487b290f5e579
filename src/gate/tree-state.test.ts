import { expect, test } from "vitest";
import { sampleChange } from "./_sample-change.ts";
import { judgeTreeState } from "./tree-state.ts";

const CHANGE = sampleChange();

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
