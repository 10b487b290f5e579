import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { author, must } from "../../../test/rigs/checkup.ts";
import { gitIn, makeRepo, type Repo } from "../../../test/rigs/repo.ts";
import { nodeFiles } from "../../host/files.ts";
import { systemGit } from "../../host/git.ts";
import { testWorld } from "../../twins/test-world.ts";
import { openBacklog } from "../backlog.ts";
import { initialFiles } from "../init/initial-files.ts";
import { attach, backlogBranch } from "./attach.ts";
import { createBranchHome } from "./create.ts";
import { findHome, newHome } from "./find-home.ts";

const git = systemGit();
const worldAt = (cwd: string) => ({ ...testWorld({ cwd }), files: nodeFiles(), git });

const homeOf = (checkout: string) =>
  newHome({ gitFolder: join(checkout, ".git"), checkout, bare: false, plainParent: undefined }, "branch", "docket");

/** Makes a backlog in a repository and a commit by hand on top of it. */
async function begin(repo: Repo): Promise<void> {
  const files = initialFiles({ home: "branch", ids: "random", name: "app", stack: "generic", gates: {} });
  must(await createBranchHome(worldAt(repo.path), homeOf(repo.path), { files, author }));
}

/** Clones into a folder beside the repository, with the backlog's branch under `refs/remotes/NAME/docket`. */
function cloneOf(repo: Repo, remote = "origin"): string {
  gitIn(repo.temp.path, "clone", "-q", "-o", remote, repo.path, "clone");
  return repo.temp.at("clone");
}

const open = (cwd: string) => openBacklog(worldAt(cwd), cwd);
const head = (cwd: string, ref: string): string => gitIn(cwd, "rev-parse", ref);

test("in a fresh clone the first verb attaches what the remote has", async () => {
  using repo = makeRepo();
  await begin(repo);
  const clone = cloneOf(repo);

  const { home } = must(await open(clone));

  expect(home).toMatchObject({ kind: "branch", folder: join(clone, "docket") });
  expect(head(clone, "docket")).toBe(head(repo.path, "docket"));
  expect(gitIn(home.folder, "status", "--porcelain")).toBe("");
  expect(gitIn(clone, "status", "--porcelain")).toBe("");
  expect(gitIn(clone, "config", "branch.docket.remote")).toBe("origin");
  expect(gitIn(clone, "config", "branch.docket.merge")).toBe("refs/heads/docket");
  expect(must(await open(join(clone, "docket"))).home).toEqual(home);
});

test("a remote of another name is attached to, and of several origin comes first", async () => {
  using repo = makeRepo();
  await begin(repo);
  const clone = cloneOf(repo, "company");
  expect(await backlogBranch(git, join(clone, ".git"))).toBe("refs/remotes/company/docket");
  gitIn(clone, "update-ref", "refs/remotes/origin/docket", "refs/remotes/company/docket");
  expect(await backlogBranch(git, join(clone, ".git"))).toBe("refs/remotes/origin/docket");
  gitIn(clone, "update-ref", "-d", "refs/remotes/origin/docket");
  must(await open(clone));
  expect(gitIn(clone, "config", "branch.docket.remote")).toBe("company");
});

test("an own branch that went another way than the remote's stays as it is", async () => {
  using repo = makeRepo();
  await begin(repo);
  const clone = cloneOf(repo);
  must(await open(clone));
  gitIn(join(clone, "docket"), "commit", "-q", "--allow-empty", "-m", "Here");
  gitIn(join(repo.path, "docket"), "commit", "-q", "--allow-empty", "-m", "There");
  gitIn(clone, "fetch", "-q");
  const own = head(clone, "docket");
  gitIn(clone, "worktree", "remove", "docket");
  rmSync(join(clone, ".git/docket"), { recursive: true });

  must(await open(clone));

  expect(head(clone, "docket")).toBe(own);
  expect(head(join(clone, "docket"), "HEAD")).toBe(own);
  expect(head(clone, "refs/remotes/origin/docket")).not.toBe(own);
});

test("without a remote that has a backlog there is none, and nothing is made", async () => {
  using repo = makeRepo();
  expect(await open(repo.path)).toMatchObject({ ok: false, fault: { code: "no-backlog", exit: "notFound" } });
  repo.git("remote", "add", "origin", "../nowhere.git");
  expect(await open(repo.path)).toMatchObject({ ok: false, fault: { code: "no-backlog" } });
  expect(repo.git("status", "--porcelain", "--ignored")).toBe("");
  expect(findHome(nodeFiles(), repo.path).kind).toBe("none");
});

test("a folder of the backlog's name that holds something else is not touched", async () => {
  using repo = makeRepo();
  await begin(repo);
  const clone = cloneOf(repo);
  nodeFiles().makeFolder(join(clone, "docket"));
  writeFileSync(join(clone, "docket/notes.txt"), "a person's own");

  expect(await open(clone)).toMatchObject({ ok: false, fault: { code: "folder-taken" } });

  expect(readFileSync(join(clone, "docket/notes.txt"), "utf8")).toBe("a person's own");
  expect(gitIn(clone, "worktree", "list").split("\n")).toHaveLength(1);
});

test("an empty folder of that name is used", async () => {
  using repo = makeRepo();
  await begin(repo);
  const clone = cloneOf(repo);
  nodeFiles().makeFolder(join(clone, "docket"));
  must(await open(clone));
  expect(gitIn(join(clone, "docket"), "status", "--porcelain")).toBe("");
});

test("a folder that was deleted by hand is checked out again", async () => {
  using repo = makeRepo();
  await begin(repo);
  rmSync(join(repo.path, "docket"), { recursive: true });
  const { home } = must(await open(repo.path));
  expect(gitIn(home.folder, "status", "--porcelain")).toBe("");
  expect(readFileSync(join(home.folder, "docket.yaml"), "utf8")).toContain("home: branch");
});

test("attaching again changes nothing, and the folder is hidden from the code's status by one line", async () => {
  using repo = makeRepo();
  await begin(repo);
  const exclude = join(repo.path, ".git/info/exclude");
  const before = readFileSync(exclude, "utf8");
  must(await attach(worldAt(repo.path), homeOf(repo.path), "refs/heads/docket"));
  expect(readFileSync(exclude, "utf8")).toBe(before);
  expect(before.match(/^\/docket\/$/gm)).toHaveLength(1);

  writeFileSync(exclude, "# mine, without an end of line\n*.log");
  must(await attach(worldAt(repo.path), homeOf(repo.path), "refs/heads/docket"));
  expect(readFileSync(exclude, "utf8")).toBe("# mine, without an end of line\n*.log\n/docket/\n");
});
