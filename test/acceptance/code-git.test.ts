import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { ask, must, refusal } from "./_inside.ts";
import { backlog, filesBelow, folder, git, put, repository } from "./_rig.ts";
import { listed } from "./_shapes.ts";
import { comment, listAll, newTicket, show } from "./_tickets.ts";

let root: string;
let id: string;

beforeEach(async () => {
  root = await backlog();
  id = await newTicket(root, "Stay where you are", "--label", "kept");
  await comment(root, id, "still here");
});

/** What must not move, whatever git does to the code. */
async function state(at = root) {
  const head = git(at, "rev-parse", "refs/heads/docket").trim();
  return { head, files: filesBelow(join(root, "docket")), ticket: await show(at, id), list: await listAll(at) };
}

test("the backlog's folder does not show in the status of the code", () => {
  expect(git(root, "status", "--porcelain")).toBe("");
  expect(git(root, "rev-list", "--count", "main").trim()).toBe("1");
  expect(git(root, "merge-base", "--all", "main", "main").trim()).not.toBe("");
  expect(() => git(root, "merge-base", "main", "docket")).toThrow();
});

const operations: readonly (readonly [string, (at: string) => void])[] = [
  ["checkout -b", (at) => git(at, "checkout", "-q", "-b", "other")],
  [
    "stash -u",
    (at) => {
      put(at, { "src/app.ts": "changed\n", "new-file.txt": "new\n" });
      git(at, "stash", "-q", "-u");
    },
  ],
  ["clean -fdx", (at) => git(at, "clean", "-qfdx")],
  ["reset --hard", (at) => git(at, "reset", "-q", "--hard")],
  ["rebase", rebase],
  ["gc --prune=now", (at) => git(at, "gc", "-q", "--prune=now")],
];

test.each(operations)("git %s of the code leaves the backlog unchanged", async (_name, operate) => {
  const before = await state();

  operate(root);

  expect(await state()).toEqual(before);
  await comment(root, id, "and can be written");
});

test("a backlog's folder that was deleted by force is put back from its branch", async () => {
  const before = await state();

  git(root, "clean", "-qffdx");
  expect(existsSync(join(root, "docket/docket.yaml"))).toBe(false);
  await must(root, ["init", "--yes"]);

  expect(await state()).toEqual(before);
  await comment(root, id, "back again");
});

test("a branch of code named docket is not taken for a backlog, by no verb", async () => {
  const at = repository();
  git(at, "branch", "docket");
  const before = filesBelow(at);
  expect(await refusal(at, ["list"])).toMatchObject({ code: "no-backlog" });
  expect(await refusal(at, ["init"])).toMatchObject({
    code: "branch-taken",
    message: expect.stringContaining("docket"),
  });
  expect(await refusal(at, ["init", "--dry-run"])).toMatchObject({ code: "branch-taken" });
  const clone = join(folder(), "clone");
  git(at, "clone", "-q", at, clone);
  expect(await refusal(clone, ["list"])).toMatchObject({ code: "no-backlog" });
  await must(clone, ["init", "--yes"]);
  expect(await refusal(clone, ["sync"])).toMatchObject({ code: "branch-taken", where: "origin/docket" });
  expect(git(at, "rev-parse", "docket")).toBe(git(at, "rev-parse", "main"));
  expect(filesBelow(at)).toEqual(before);
});

test("a branch below the name docket, or a file in the folder's place, stops init before anything is made", async () => {
  const at = repository();
  git(at, "branch", "docket/next");
  expect(await refusal(at, ["init"])).toMatchObject({
    code: "branch-taken",
    message: expect.stringContaining("docket/next"),
  });
  const taken = repository();
  put(taken, { docket: "a file\n" });
  expect(await refusal(taken, ["init"])).toMatchObject({ code: "folder-taken" });
  expect(git(taken, "branch", "--list", "docket")).toBe("");
  await must(taken, ["init", "--folder", "backlog"]);
});

test("history is read as it was written, whatever encoding git is told to print", async () => {
  git(root, "config", "i18n.logOutputEncoding", "ISO-8859-1");
  const other = await newTicket(root, "Größe prüfen");
  const { stdout } = await must(root, ["history", other]);
  expect(stdout.match(/Größe prüfen/g)).toHaveLength(2);
});

test("a remote named by a relative path can be asked in a dry run", async () => {
  git(root, "init", "-q", "--bare", "../remote.git");
  git(root, "remote", "add", "origin", "../remote.git");
  await must(root, ["sync", "--dry-run"]);
  await must(root, ["sync"]);
});

test("linked worktrees and subfolders find the same backlog", async () => {
  const linked = join(folder(), "linked");
  git(root, "worktree", "add", "-q", linked, "-b", "side");

  const before = await state();
  for (const at of [
    linked,
    join(linked, "src/deep"),
    join(root, "src/deep"),
    join(root, "docket"),
    join(root, "docket/tickets"),
  ]) {
    expect(await state(at), at).toEqual(before);
  }
  await comment(join(linked, "src"), id, "written from the worktree");
  expect((await show(root, id)).events.map((event) => event.body.trim())).toContain("written from the worktree");
  expect(existsSync(join(linked, "docket"))).toBe(false);
});

test("-C names the folder to start from", async () => {
  const answer = await ask(folder(), listed, ["-C", join(root, "src/deep"), "list"]);

  expect(answer.tickets.map((ticket) => ticket.id)).toEqual([id]);
});

test("a second clone finds the backlog at its first verb and after init", async () => {
  const remote = join(folder(), "remote.git");
  git(root, "init", "-q", "--bare", remote);
  git(root, "remote", "add", "origin", remote);
  git(root, "push", "-q", "origin", "main");
  await must(root, ["sync"]);
  const [first, second] = [join(folder(), "first"), join(folder(), "second")];
  git(root, "clone", "-q", remote, first);
  git(root, "clone", "-q", remote, second);

  expect((await listAll(first)).tickets).toEqual((await listAll(root)).tickets);
  await must(second, ["init", "--yes"]);
  expect((await listAll(second)).tickets).toEqual((await listAll(root)).tickets);
  await comment(second, id, "from the second");
  await comment(first, id, "from the first");
  expect(git(first, "status", "--porcelain")).toBe("");
});

test("a bare repository with worktrees has one backlog under the common folder", async () => {
  const bare = join(folder(), "app.git");
  git(root, "clone", "-q", "--bare", repository(), bare);
  const [one, two] = [join(folder(), "one"), join(folder(), "two")];
  git(bare, "worktree", "add", "-q", one, "main");
  git(bare, "worktree", "add", "-q", two, "-b", "two");

  await must(one, ["init", "--yes"]);
  const made = await newTicket(one, "In a bare repository");

  for (const at of [one, two, join(two, "src"), bare]) {
    expect(
      (await listAll(at)).tickets.map((ticket) => ticket.id),
      at,
    ).toEqual([made]);
  }
  await comment(two, made, "from the other worktree");
  git(one, "clean", "-qffdx");
  expect((await show(one, made)).events).toHaveLength(2);
});

test("a submodule has a backlog of its own", async () => {
  const outer = repository();
  git(outer, "submodule", "--quiet", "add", repository(), "part");
  git(outer, "commit", "-qm", "Add a part");
  const part = join(outer, "part");

  await must(part, ["init", "--yes"]);
  const made = await newTicket(part, "In the part");

  expect((await listAll(join(part, "src"))).tickets.map((ticket) => ticket.id)).toEqual([made]);
  expect(git(part, "status", "--porcelain")).toBe("");
  expect((await refusal(outer, ["list"])).exit).toBe(4);
});

test("a repository with --separate-git-dir keeps its backlog", async () => {
  const at = join(folder(), "work");
  git(folder(), "init", "-q", "--separate-git-dir", join(folder(), "elsewhere.git"), at);
  repository(at);

  await must(at, ["init", "--yes"]);
  const made = await newTicket(at, "Git is elsewhere");

  expect((await listAll(join(at, "src/deep"))).tickets.map((ticket) => ticket.id)).toEqual([made]);
  expect(git(at, "status", "--porcelain")).toBe("");
});

test("a repository that was moved is found again", async () => {
  const before = await listAll(root);
  const moved = join(folder(), "moved");
  renameSync(root, moved);

  expect(await listAll(moved)).toEqual(before);
  await comment(moved, id, "after the move");
  expect((await show(moved, id)).events).toHaveLength(3);
});

test("a folder without git keeps a backlog in plain files", async () => {
  const at = folder();
  put(at, { "deep/er/file.txt": "x" });

  await must(at, ["init", "--yes"]);
  const made = await newTicket(at, "No git here");
  await comment(join(at, "deep/er"), made, "from below");

  expect((await show(join(at, "deep"), made)).events).toHaveLength(2);
  expect(existsSync(join(at, ".git"))).toBe(false);
  rmSync(join(at, "docket"), { recursive: true });
  expect((await refusal(at, ["list"])).exit).toBe(4);
});

function rebase(at: string): void {
  git(at, "checkout", "-q", "-b", "feature");
  put(at, { "src/feature.ts": "export {};\n" });
  git(at, "add", "src/feature.ts");
  git(at, "commit", "-qm", "Add a feature");
  git(at, "checkout", "-q", "main");
  put(at, { "src/main.ts": "export {};\n" });
  git(at, "add", "src/main.ts");
  git(at, "commit", "-qm", "Go on");
  git(at, "rebase", "-q", "main", "feature");
}
