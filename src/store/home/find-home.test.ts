import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { author, must } from "../../../test/rigs/checkup.ts";
import { gitIn, makeRepo, type Repo, type RepoShape, repoShapes } from "../../../test/rigs/repo.ts";
import { tempFolder } from "../../../test/rigs/temp.ts";
import { nodeFiles } from "../../host/files.ts";
import { systemGit } from "../../host/git.ts";
import { testWorld } from "../../twins/test-world.ts";
import { initialFiles } from "../init/initial-files.ts";
import { createBranchHome, createFolderHome } from "./create.ts";
import { findHome, newHome, plainHome } from "./find-home.ts";
import type { Home } from "./home.ts";

const files = nodeFiles();
const first = (home: "branch" | "tree") =>
  initialFiles({ home, ids: "random", name: "app", stack: "generic", gates: {} });

/** Makes a backlog the way init does, from where the caller stands. */
async function begin(cwd: string, kind: "branch" | "tree" = "branch"): Promise<Home> {
  const world = { ...testWorld({ cwd }), files, git: systemGit() };
  const found = findHome(files, cwd);
  if (found.kind === "home") throw new Error("there is a backlog already");
  const { gitFolder, checkout } = found.surroundings;
  if (gitFolder === undefined || checkout === undefined) {
    const home = plainHome(cwd, "docket");
    must(createFolderHome(world, home, first("tree")));
    return home;
  }
  const home = newHome({ ...found.surroundings, gitFolder, checkout }, kind, "docket");
  if (kind === "branch") must(await createBranchHome(world, home, { files: first(kind), author }));
  else must(createFolderHome(world, home, first(kind)));
  return home;
}

/** The home that is found from a folder; the folder's path in its place when there is none. */
function homeFrom(cwd: string): Home | string {
  const found = findHome(files, cwd);
  return found.kind === "home" ? found.home : cwd;
}

/** A folder some levels down. */
function deep(path: string): string {
  const folder = join(path, "src", "a b", "ü");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Where each shape keeps its backlog, and its common folder, from the folder around it. */
const places: Readonly<Record<RepoShape, { readonly folder: string; readonly git: string | undefined }>> = {
  plain: { folder: "repo/docket", git: "repo/.git" },
  bare: { folder: "repo.git/docket/backlog", git: "repo.git" },
  worktree: { folder: "repo/docket", git: "repo/.git" },
  submodule: { folder: "repo/inner/docket", git: "repo/.git/modules/inner" },
  "separate-git-dir": { folder: "repo/docket", git: "elsewhere.git" },
  "no-git": { folder: "folder/docket", git: undefined },
};

test.each(repoShapes)(
  "%s: one backlog, from its checkout, from below it and from inside the backlog",
  async (shape) => {
    using repo = makeRepo(shape);
    const home = await begin(repo.path);

    const { folder, git } = places[shape];
    expect(home.folder).toBe(repo.temp.at(folder));
    expect(home.gitFolder).toBe(git === undefined ? undefined : repo.temp.at(git));
    expect(homeFrom(repo.path)).toEqual(home);
    expect(homeFrom(deep(repo.path))).toEqual(home);
    expect(homeFrom(home.folder)).toEqual(home);
    expect(homeFrom(join(home.folder, "dod"))).toEqual(home);
    expect(homeFrom(`${repo.path}/./x/..`)).toEqual(home);
  },
);

test.each(["plain", "bare", "separate-git-dir", "submodule"] as const)(
  "%s: a linked worktree finds the same backlog, also one below the repository",
  async (shape) => {
    using repo = makeRepo(shape);
    const home = await begin(repo.path);
    repo.git("worktree", "add", "--quiet", "-b", "side", repo.temp.at("linked"));
    repo.git("worktree", "add", "--quiet", "-b", "below", join(repo.path, "below"));
    expect(homeFrom(deep(repo.temp.at("linked")))).toEqual(home);
    expect(homeFrom(join(repo.path, "below"))).toEqual(home);
  },
);

test("a backlog that was made in a linked worktree is found from the main checkout", async () => {
  using repo = makeRepo("worktree");
  const home = await begin(deep(repo.path));
  expect(homeFrom(repo.temp.at("repo"))).toEqual(home);
  expect(home.root).toBe(repo.temp.at("repo"));
});

test("a submodule and the repository around it have a backlog each", async () => {
  using repo = makeRepo("submodule");
  const inner = await begin(repo.path);
  const outer = await begin(repo.temp.at("repo"));
  expect(outer.folder).toBe(repo.temp.at("repo/docket"));
  expect(homeFrom(repo.path)).toEqual(inner);
  expect(homeFrom(repo.temp.at("repo"))).toEqual(outer);
});

test("in a tree home every worktree finds the main checkout's backlog, and its own code's folder is not taken for one", async () => {
  using repo = makeRepo();
  const home = await begin(repo.path, "tree");
  repo.git("add", "-A");
  repo.git("commit", "-qm", "Begin the backlog");
  repo.git("worktree", "add", "--quiet", "-b", "side", repo.temp.at("linked"));
  expect(home.kind).toBe("tree");
  expect(homeFrom(repo.path)).toEqual(home);
  expect(homeFrom(repo.temp.at("linked", "docket"))).toEqual(home);
});

/** What a clone brings: the note in git's folder is never a part of it. */
const forgetNote = (repo: Repo): void => rmSync(join(repo.path, ".git/docket"), { recursive: true });

test.each(["branch", "tree"] as const)("a %s home that nobody noted here is known by its files", async (kind) => {
  using repo = makeRepo();
  const home = await begin(repo.path, kind);
  forgetNote(repo);
  expect(homeFrom(deep(repo.path))).toEqual(home);
});

test("a note that cannot be understood, or leads nowhere, is read past", async () => {
  using repo = makeRepo();
  const home = await begin(repo.path);
  const gone = '{"kind":"branch","folder":"../gone","root":".."}';
  for (const note of ["", "{", "null", "[]", '{"kind":"branch"}', '{"kind":"branch","folder":7,"root":""}', gone]) {
    writeFileSync(join(repo.path, ".git/docket/home"), note);
    expect(homeFrom(repo.path), note).toEqual(home);
  }
});

test("a repository that was moved takes its backlog along", async () => {
  using repo = makeRepo();
  await begin(repo.path);
  const moved = repo.temp.at("moved");
  renameSync(repo.path, moved);
  for (const cwd of [moved, join(moved, "docket"), join(moved, "docket/dod")])
    expect(homeFrom(cwd), cwd).toMatchObject({ folder: join(moved, "docket"), root: moved });
});

test("a .git that is a link to a folder elsewhere is followed", async () => {
  using repo = makeRepo();
  renameSync(join(repo.path, ".git"), repo.temp.at("kept.git"));
  symlinkSync(repo.temp.at("kept.git"), join(repo.path, ".git"));
  const home = await begin(repo.path);
  expect(homeFrom(deep(repo.path))).toEqual(home);
});

test("what only looks like a repository or a backlog is none", async () => {
  using temp = tempFolder();
  mkdirSync(temp.at("odd/.git"), { recursive: true });
  mkdirSync(temp.at("docket"));
  for (const cwd of [temp.path, temp.at("odd"), temp.at("not/there"), temp.at("docket")])
    expect(findHome(files, cwd)).toMatchObject({ kind: "none", surroundings: { gitFolder: undefined } });
  writeFileSync(temp.at("odd/.git/x"), "");
  rmSync(temp.at("odd/.git"), { recursive: true });
  writeFileSync(temp.at("odd/.git"), "no such line\n");
  expect(findHome(files, temp.at("odd"))).toMatchObject({ kind: "none" });
  writeFileSync(temp.at("odd/.git"), "gitdir: ../gone.git\n");
  expect(findHome(files, temp.at("odd"))).toMatchObject({ kind: "none" });
});

test("a backlog without git around a repository that has none is not that repository's", async () => {
  using repo = makeRepo("no-git");
  const outer = await begin(repo.path);
  gitIn(repo.path, "init", "-q", "inner");
  expect(homeFrom(repo.path)).toEqual(outer);
  expect(findHome(files, join(repo.path, "inner"))).toMatchObject({
    kind: "none",
    surroundings: { gitFolder: join(repo.path, "inner/.git") },
  });
});

test("variables by which git points elsewhere lead neither the search nor the making astray", async () => {
  using repo = makeRepo();
  using other = makeRepo();
  const astray = { GIT_DIR: join(other.path, ".git"), GIT_WORK_TREE: other.path, GIT_INDEX_FILE: "/nowhere/index" };
  const git = systemGit({ variables: { ...process.env, ...astray } });
  const found = findHome(files, repo.path);
  if (found.kind === "home") throw new Error("there is a backlog already");
  const around = { ...found.surroundings, gitFolder: join(repo.path, ".git"), checkout: repo.path };
  const home = newHome(around, "branch", "docket");
  must(await createBranchHome({ ...testWorld(), files, git }, home, { files: first("branch"), author }));
  expect(homeFrom(repo.path)).toEqual(home);
  expect(gitIn(home.folder, "rev-parse", "--abbrev-ref", "HEAD")).toBe("docket");
  expect(other.git("for-each-ref", "refs/heads/docket")).toBe("");
  expect(other.git("worktree", "list").split("\n")).toHaveLength(1);
});
