import { expect, test } from "vitest";
import { gitFailed } from "./faults.ts";

test("a git call that failed is named by what git was to do, and a full disk has its way out", () => {
  const args = ["-c", "core.compression=1", "-c", "checkout.workers=2", "worktree", "add"];
  expect(gitFailed({ args, stderr: "fatal: no\n" })).toEqual({
    code: "git-failed",
    exit: "findings",
    message: "git worktree failed: fatal: no",
  });
  const full = gitFailed({ args: ["commit-tree"], stderr: "fatal: x: No space left on device" });
  expect(full.hint).toContain("free some space");
});
