import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cloneRepo, makeRepo, repoShapes } from "./repo.ts";

test.for(repoShapes)("a repository of shape %s is what it says and is gone afterwards", (shape) => {
  let path = "";
  {
    using repo = makeRepo(shape);
    path = repo.path;
    if (shape === "no-git") {
      expect(() => repo.git("rev-parse", "HEAD")).toThrow("not a git repository");
      return;
    }
    expect(repo.git("rev-list", "--count", "HEAD")).toBe("1");
    expect(repo.git("rev-parse", "--is-bare-repository")).toBe(String(shape === "bare"));
    const dotGit = join(repo.path, ".git");
    if (shape === "plain") expect(statSync(dotGit).isDirectory()).toBe(true);
    if (["worktree", "submodule", "separate-git-dir"].includes(shape)) expect(statSync(dotGit).isFile()).toBe(true);
    expect(existsSync(join(cloneRepo(repo, "clone"), "readme.txt"))).toBe(true);
  }
  expect(existsSync(path)).toBe(false);
});
