import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { gitIn, makeRepo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { testWorld } from "../twins/test-world.ts";
import { discardCheckout, trashFolder } from "./discard-checkout.ts";

function scene() {
  const repo = makeRepo("plain");
  const path = repo.temp.at("order");
  repo.git("worktree", "add", "--quiet", "-b", "work", path);
  const gitFolder = join(repo.path, ".git");
  const home = {
    kind: "branch",
    root: repo.path,
    folder: join(repo.path, "docket"),
    privateFolder: join(gitFolder, "docket"),
    gitFolder,
  } as const;
  const world = { ...testWorld({ seed: "discard" }), files: nodeFiles(), git: systemGit() };
  const shop = { backlog: { world, home } };
  const isListed = () => repo.git("worktree", "list").includes(path);
  return { repo, path, shop, isListed, [Symbol.dispose]: () => repo[Symbol.dispose]() };
}

test("a checkout whose all is in git is gone at once, its record too, and its trash is emptied", async () => {
  using at = scene();
  writeFileSync(join(at.repo.path, ".git/info/exclude"), "*.log\n");
  writeFileSync(join(at.path, "ignored.log"), "x");
  expect(await discardCheckout(at.shop, at.path)).toBe(true);
  expect(existsSync(at.path)).toBe(false);
  expect(at.isListed()).toBe(false);
  const trash = at.shop.backlog.world.files;
  await vi.waitUntil(
    () => {
      const names = trash.list(trashFolder(at.shop));
      return names.ok && names.value.length === 0;
    },
    { timeout: 20_000 },
  );
});

test("a file that git does not have keeps its checkout", async () => {
  using at = scene();
  writeFileSync(join(at.path, "new.txt"), "work");
  // A person may have told git not to show such files.
  at.repo.git("config", "status.showUntrackedFiles", "no");
  expect(await discardCheckout(at.shop, at.path)).toBe(false);
  expect(readFileSync(join(at.path, "new.txt"), "utf8")).toBe("work");
  expect(at.isListed()).toBe(true);
});

test("a checkout that somebody locked stays", async () => {
  using at = scene();
  at.repo.git("worktree", "lock", "--reason", "mine", at.path);
  expect(await discardCheckout(at.shop, at.path)).toBe(false);
  expect(existsSync(join(at.path, ".git"))).toBe(true);
});

test("a repository of somebody in a checkout keeps it, though git calls the tree clean", async () => {
  using at = scene();
  const inner = join(at.path, "inner");
  mkdirSync(inner);
  gitIn(inner, "init", "--quiet");
  gitIn(inner, "commit", "--quiet", "--allow-empty", "-m", "Begin");
  gitIn(at.path, "add", "inner");
  gitIn(at.path, "commit", "--quiet", "-m", "Add inner");
  expect(gitIn(at.path, "status", "--porcelain", "--ignore-submodules=none")).toBe("");
  expect(await discardCheckout(at.shop, at.path)).toBe(false);
  expect(existsSync(join(inner, ".git"))).toBe(true);
});

test("where files cannot be put aside, git removes them", async () => {
  using at = scene();
  writeFileSync(join(at.shop.backlog.home.gitFolder, "docket"), "in the way of the trash");
  expect(await discardCheckout(at.shop, at.path)).toBe(true);
  expect(existsSync(at.path)).toBe(false);
  expect(at.isListed()).toBe(false);
});
