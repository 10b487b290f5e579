import { expect, test } from "vitest";
import type { Git } from "../ports/git.ts";
import { ok } from "../std/result.ts";
import { addWorktree } from "./add-worktree.ts";

const HALF = "fatal: failed to read .git/worktrees/WO-x/commondir: Success";

/** A git that says one thing after the other, the last one for ever. */
function saying(...words: readonly string[]) {
  let asked = 0;
  const run: Git["run"] = () => {
    const stderr = words[Math.min(asked, words.length - 1)] ?? "";
    asked += 1;
    return Promise.resolve(ok({ code: stderr === "" ? 0 : 128, stdout: new Uint8Array(), stderr }));
  };
  return { git: { run }, asked: () => asked };
}

const call = { cwd: "/", args: ["worktree", "add", "x"] };

test("git is asked again while another process writes down its worktree, and not for ever", async () => {
  const soon = saying(HALF, HALF, "");
  expect((await addWorktree(soon.git, call)).ok).toBe(true);
  expect(soon.asked()).toBe(3);
  const never = saying(HALF);
  expect((await addWorktree(never.git, call)).ok).toBe(false);
  expect(never.asked()).toBe(20);
});

test("any other refusal stands at once", async () => {
  const refused = saying("fatal: 'x' already exists");
  expect((await addWorktree(refused.git, call)).ok).toBe(false);
  expect(refused.asked()).toBe(1);
});
