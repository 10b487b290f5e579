import { expect, test } from "vitest";
import type { Git } from "../ports/git.ts";
import { ok } from "../std/result.ts";
import { testWorld } from "../twins/test-world.ts";
import { inProofFolder } from "./_proof-folder.ts";
import { askToAddWorktree } from "./add-worktree.ts";

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
  expect(await askToAddWorktree(soon.git, call)).toMatchObject({ value: { code: 0 } });
  expect(soon.asked()).toBe(3);
  const never = saying(HALF);
  expect(await askToAddWorktree(never.git, call)).toMatchObject({ value: { code: 128, stderr: HALF } });
  expect(never.asked()).toBe(20);
});

test("any other refusal stands at once", async () => {
  const refused = saying("fatal: 'x' already exists");
  expect(await askToAddWorktree(refused.git, call)).toMatchObject({ value: { code: 128 } });
  expect(refused.asked()).toBe(1);
});

test("the private checkout of a proof is asked for again too, and a refusal is named", async () => {
  const { files } = testWorld({ seed: "proof" });
  const wanted = { folder: "/proof", commit: "c", use: () => Promise.resolve(ok("used")) };
  const soon = saying("", HALF, "");
  expect(await inProofFolder({ git: soon.git, files, worktree: "/" }, wanted)).toEqual(ok("used"));
  expect(soon.asked()).toBe(4);
  const refused = saying("", "fatal: no such commit");
  expect(await inProofFolder({ git: refused.git, files, worktree: "/" }, wanted)).toMatchObject({
    fault: { code: "proof-folder-failed", message: expect.stringContaining("no such commit") },
  });
});
