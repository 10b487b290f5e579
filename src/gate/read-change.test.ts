import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn, makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { scriptedGit } from "../twins/scripted-git.ts";
import type { Change, FileChange } from "./change.ts";
import { readChange } from "./read-change.ts";

/** A repository on a branch `work` beside `main`, in the plain checkout. */
function onBranch(): Repo {
  const repo = makeRepo();
  repo.git("switch", "--quiet", "-c", "work");
  return repo;
}

function commit(repo: Repo): void {
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "-m", "Work");
}

async function read(repo: Repo, base = "main"): Promise<Change> {
  const change = await readChange(systemGit(), nodeFiles(), { worktree: repo.path, base });
  if (!change.ok) throw new Error(JSON.stringify(change.fault));
  return change.value;
}

const byPath = (change: Change): Readonly<Record<string, FileChange>> =>
  Object.fromEntries(change.files.map((file) => [file.path, file]));

test("an untouched branch changed nothing", async () => {
  using repo = onBranch();
  const change = await read(repo);
  expect(change).toMatchObject({ commits: 0, files: [], dirty: [], manifests: [], patchId: "" });
  expect(change.mergeBase).toBe(repo.git("rev-parse", "main"));
  expect(change.baseTree).toBe(repo.git("rev-parse", "main^{tree}"));
  expect([change.head, change.headTree]).toEqual([change.mergeBase, change.baseTree]);
});

test("added, changed, deleted and renamed files come with their lines", async () => {
  using repo = onBranch();
  repo.write("keep.txt", "one\ntwo\nthree\nfour\nfive\n");
  repo.write("old/name.txt", "a\nb\nc\nd\ne\nf\ng\nh\n");
  repo.write("gone.txt", "bye\n");
  commit(repo);
  repo.git("branch", "--force", "main");
  repo.write("keep.txt", "one\n2\nthree\nfour\nfive\nsix\n");
  mkdirSync(join(repo.path, "new"));
  repo.git("mv", "old/name.txt", "new/name.txt");
  repo.write("new/name.txt", "a\nb\nc\nd\ne\nf\ng\nh!\n");
  repo.git("rm", "--quiet", "gone.txt");
  repo.write("fresh.txt", "hello\r\nworld");
  commit(repo);
  const change = await read(repo);
  expect(change.commits).toBe(1);
  expect(change.files.map(({ path }) => path)).toEqual(["fresh.txt", "gone.txt", "keep.txt", "new/name.txt"]);
  const files = byPath(change);
  expect(files["keep.txt"]).toMatchObject({
    ...{ kind: "modified", mode: "file", added: 2, removed: 1, committed: true, cut: false },
    addedLines: [
      { number: 2, text: "2" },
      { number: 6, text: "six" },
    ],
    removedLines: [{ number: 2, text: "two" }],
  });
  expect(files["new/name.txt"]).toMatchObject({
    ...{ kind: "renamed", from: "old/name.txt", added: 1, removed: 1 },
    addedLines: [{ number: 8, text: "h!" }],
  });
  expect(files["gone.txt"]).toMatchObject({
    kind: "deleted",
    mode: "none",
    removedLines: [{ number: 1, text: "bye" }],
  });
  expect(files["fresh.txt"]).toMatchObject({
    kind: "added",
    addedLines: [
      { number: 1, text: "hello" },
      { number: 2, text: "world" },
    ],
  });
});

test("names with spaces, quotes, line ends, arrows and other scripts stay what they are", async () => {
  using repo = onBranch();
  const names = [
    " lead",
    "a b.txt",
    'q"uote',
    "li\nne",
    "ta\tb",
    "ünï-日本",
    "a => b",
    "-dash",
    "{x}",
    "b/diff --git a/x b/x",
  ];
  for (const name of names) repo.write(name, `${name.length}\n`);
  repo.write("li\ndiff --git a/fake b/fake", "@@ -1 +1 @@\n");
  commit(repo);
  const change = await read(repo);
  const all = [...names, "li\ndiff --git a/fake b/fake"];
  expect(change.files.map(({ path }) => path).sort()).toEqual(all.sort());
  for (const name of names) {
    expect(byPath(change)[name]?.addedLines).toEqual([{ number: 1, text: `${name.length}` }]);
  }
  repo.git("mv", "li\nne", "ri\nne");
  repo.write("ri\nne", "5\n");
  repo.git("add", "--all");
  expect((await read(repo)).dirty).toEqual(["li\nne", "ri\nne"]);
});

test("a line that looks like a patch is a line", async () => {
  using repo = onBranch();
  const lines = [
    "diff --git a/x b/x",
    "--- a/x",
    "+++ b/x",
    "@@ -1,9 +1,9 @@",
    "\\ No newline at end of file",
    "-gone",
    "+come",
  ];
  repo.write("notes.txt", `${lines.join("\n")}\n`);
  repo.write("z.txt", "end\n");
  commit(repo);
  const files = byPath(await read(repo));
  expect(files["notes.txt"]?.addedLines.map(({ text }) => text)).toEqual(lines);
  expect(files["z.txt"]?.addedLines).toEqual([{ number: 1, text: "end" }]);
});

test("a binary file, a mode, a link, a file that became a link and a submodule are told apart", async () => {
  using repo = onBranch();
  repo.write("tool.sh", "#!/bin/sh\n");
  repo.write("was-file", "text\n");
  commit(repo);
  repo.git("branch", "--force", "main");
  writeFileSync(join(repo.path, "image.png"), new Uint8Array([137, 80, 0, 1, 2, 3]));
  chmodSync(join(repo.path, "tool.sh"), 0o755);
  symlinkSync("readme.txt", join(repo.path, "link"));
  repo.git("rm", "--quiet", "was-file");
  symlinkSync("../outside", join(repo.path, "was-file"));
  repo.git("add", "--all");
  repo.git("update-index", "--add", "--cacheinfo", `160000,${repo.git("rev-parse", "HEAD")},vendored`);
  repo.git("commit", "--quiet", "-m", "Work");
  mkdirSync(join(repo.path, "vendored"));
  const files = byPath(await read(repo));
  expect(files["image.png"]).toMatchObject({ binary: true, added: 0, addedLines: [] });
  expect(files["tool.sh"]).toMatchObject({ kind: "modified", mode: "executable", added: 0 });
  expect(files.link).toMatchObject({ mode: "link", linkTarget: "readme.txt", linkEnd: "inside" });
  expect(files["was-file"]).toMatchObject({
    ...{ kind: "type-changed", mode: "link", linkTarget: "../outside", linkEnd: "outside" },
    removedLines: [{ number: 1, text: "text" }],
  });
  expect(files.vendored).toMatchObject({ mode: "submodule", addedLines: [] });
});

test("links that leave the repository are seen whatever way they take", async () => {
  using repo = onBranch();
  const outside = repo.temp.at("elsewhere");
  mkdirSync(outside);
  mkdirSync(join(repo.path, "a/b"), { recursive: true });
  repo.write("a/b/x", "x\n");
  symlinkSync(outside, join(repo.path, "absolute"));
  symlinkSync("../..", join(repo.path, "a/b/up"));
  // By its text this is a/b/readme; the folder on the way is a link to the root, so it is beside the repository.
  symlinkSync("a/b/up/../elsewhere", join(repo.path, "through"));
  symlinkSync("a/b/up/../nothing", join(repo.path, "through-broken"));
  symlinkSync("nowhere", join(repo.path, "broken"));
  symlinkSync(".git/config", join(repo.path, "into-git"));
  symlinkSync("b/x", join(repo.path, "a/fine"));
  const ends = async (): Promise<unknown> =>
    Object.fromEntries((await read(repo)).files.flatMap(({ path, linkEnd }) => (linkEnd ? [[path, linkEnd]] : [])));
  const expected = {
    absolute: "outside",
    "a/b/up": "inside",
    through: "outside",
    "through-broken": "outside",
    broken: "broken",
    "into-git": "outside",
    "a/fine": "inside",
  };
  // What a link says is read from its commit; before that only the disk is asked, and there is nothing at its end.
  expect(await ends()).toEqual({ ...expected, "through-broken": "broken" });
  commit(repo);
  expect(await ends()).toEqual(expected);
});

test("uncommitted work of every kind is dirty and judged, once for each place it stands in", async () => {
  using repo = onBranch();
  repo.write("both.txt", "committed\n");
  repo.write("hidden.txt", "a\n");
  commit(repo);
  repo.write("both.txt", "committed\nand more\n");
  repo.write("staged.txt", "s\n");
  repo.git("add", "staged.txt");
  repo.write("new dir/untracked.txt", "u\nv\n");
  repo.git("update-index", "--assume-unchanged", "hidden.txt");
  repo.write("hidden.txt", "changed behind git's back\n");
  renameSync(join(repo.path, "readme.txt"), join(repo.path, "moved.txt"));
  const change = await read(repo);
  expect(change.dirty).toEqual([
    ...["both.txt", "hidden.txt", "moved.txt", "new dir/untracked.txt", "readme.txt", "staged.txt"],
  ]);
  const both = change.files.filter(({ path }) => path === "both.txt");
  expect(both.map(({ committed, addedLines }) => [committed, addedLines])).toEqual([
    [true, [{ number: 1, text: "committed" }]],
    [false, [{ number: 2, text: "and more" }]],
  ]);
  expect(byPath(change)["new dir/untracked.txt"]).toMatchObject({ kind: "added", added: 2, committed: false });
  expect(byPath(change)["hidden.txt"]).toMatchObject({ committed: false, cut: true });
});

test("a conflict that is not solved is dirty, not an error", async () => {
  using repo = onBranch();
  repo.write("readme.txt", "ours\n");
  commit(repo);
  repo.git("switch", "--quiet", "-c", "other", "main");
  repo.write("readme.txt", "theirs\n");
  commit(repo);
  repo.git("switch", "--quiet", "work");
  expect(() => repo.git("merge", "other")).toThrow();
  expect((await read(repo)).dirty).toEqual(["readme.txt"]);
});

test("no attribute of the branch, no setting of the user hides a line", async () => {
  using repo = onBranch();
  repo.write(".gitattributes", "* -diff\n*.txt binary\n");
  repo.write("hidden.txt", "secret\n");
  repo.git("config", "diff.noprefix", "true");
  repo.git("config", "diff.external", "/bin/false");
  repo.git("config", "diff.context", "0");
  repo.git("config", "status.showUntrackedFiles", "no");
  repo.git("config", "core.quotePath", "true");
  commit(repo);
  repo.write("loose.txt", "x\n");
  const change = await read(repo);
  expect(byPath(change)["hidden.txt"]).toMatchObject({ binary: false, addedLines: [{ number: 1, text: "secret" }] });
  expect(change.dirty).toEqual(["loose.txt"]);
});

test("an object that is shown in the place of another one is not believed", async () => {
  using repo = onBranch();
  repo.write("a.txt", "what is really there\n");
  commit(repo);
  const honest = await read(repo);
  const real = repo.git("rev-parse", "HEAD:a.txt");
  repo.write("fake.txt", "what is shown\n");
  repo.git("replace", real, repo.git("hash-object", "-w", "fake.txt"));
  repo.git("replace", "--graft", honest.head);
  rmSync(join(repo.path, "fake.txt"));
  expect(repo.git("cat-file", "-p", "HEAD:a.txt")).toBe("what is shown");
  expect(await read(repo)).toEqual(honest);
});

test("the patch has the same id on another base, in a linked worktree, and differs when a byte of a binary does", async () => {
  using repo = onBranch();
  repo.write("a.txt", "a\n");
  writeFileSync(join(repo.path, "b.bin"), new Uint8Array([0, 1]));
  commit(repo);
  const first = await read(repo);
  repo.git("switch", "--quiet", "main");
  repo.write("unrelated.txt", "x\n");
  commit(repo);
  repo.git("worktree", "add", "--quiet", "-b", "again", "../linked");
  const linked = { ...repo, path: repo.temp.at("linked") };
  gitIn(linked.path, "cherry-pick", "work");
  const second = await read(linked);
  expect(second.patchId).toMatch(/^[0-9a-f]{40}$/);
  expect(second.patchId).toBe(first.patchId);
  expect(second.headTree).not.toBe(first.headTree);
  writeFileSync(join(linked.path, "b.bin"), new Uint8Array([0, 2]));
  gitIn(linked.path, "commit", "--quiet", "--all", "--amend", "--no-edit");
  expect((await read(linked)).patchId).not.toBe(first.patchId);
});

test("a huge change is cut, and says so", async () => {
  using repo = onBranch();
  repo.write("many.txt", "x\n".repeat(20_100));
  repo.write("wide.txt", `${"y".repeat(100_000)}\nend\n`);
  commit(repo);
  const files = byPath(await read(repo));
  expect(files["many.txt"]).toMatchObject({ added: 20_100, cut: true });
  expect(files["many.txt"]?.addedLines).toHaveLength(20_000);
  expect(files["wide.txt"]).toMatchObject({ added: 2, cut: true });
  expect(files["wide.txt"]?.addedLines.map(({ text }) => text.length)).toEqual([4_000, 3]);
});

test("a changed package.json comes whole, before and after", async () => {
  using repo = onBranch();
  repo.write("package.json", "{}\n");
  commit(repo);
  repo.git("branch", "--force", "main");
  repo.write("package.json", '{"name":"a"}\n');
  repo.write("packages/b/package.json", '{"name":"b"}\n');
  commit(repo);
  repo.write("package.json", '{"name":"c"}\n');
  expect((await read(repo)).manifests).toEqual([
    { path: "package.json", before: "{}\n", after: '{"name":"a"}\n' },
    { path: "packages/b/package.json", before: undefined, after: '{"name":"b"}\n' },
    { path: "package.json", before: "{}\n", after: '{"name":"c"}\n' },
  ]);
});

test("a base that went on, was merged in, or crossed over with the branch: the change is what git's own words say", async () => {
  using repo = onBranch();
  const commitTo = (branch: string, file: string): void => {
    repo.git("switch", "--quiet", branch);
    repo.write(file, `${file}\n`);
    commit(repo);
  };
  commitTo("work", "one.txt");
  commitTo("main", "theirs.txt");
  commitTo("work", "two.txt");
  await expectAsGitSays(repo, 2);
  repo.git("merge", "--quiet", "--no-edit", "main");
  await expectAsGitSays(repo, 3);
  commitTo("main", "later.txt");
  commitTo("work", "three.txt");
  const [work, main] = [repo.git("rev-parse", "work"), repo.git("rev-parse", "main")];
  repo.git("merge", "--quiet", "--no-edit", main);
  repo.git("switch", "--quiet", "main");
  repo.git("merge", "--quiet", "--no-edit", work);
  commitTo("main", "last.txt");
  repo.git("switch", "--quiet", "work");
  expect(repo.git("merge-base", "--all", "main", "work").split("\n")).toHaveLength(2);
  await expectAsGitSays(
    repo,
    Number(repo.git("rev-list", "--count", `${repo.git("merge-base", "main", "work")}..work`)),
  );
});

async function expectAsGitSays(repo: Repo, commits: number): Promise<void> {
  const change = await read(repo);
  const mergeBase = repo.git("merge-base", "main", "HEAD");
  expect(change).toMatchObject({ mergeBase, baseTree: repo.git("rev-parse", `${mergeBase}^{tree}`), commits });
  expect(change.files.map(({ path }) => path)).toEqual(repo.git("diff", "--name-only", mergeBase, "HEAD").split("\n"));
}

const ONE_LISTED = ":100644 100644 0000000 1111111 M\0x.txt\0" + "1\t1\tx.txt\0";

test("a missing base, a foreign history and a broken answer are faults", async () => {
  using repo = onBranch();
  const at = { worktree: repo.path, base: "nonsense" };
  expect(await readChange(systemGit(), nodeFiles(), at)).toMatchObject({ fault: { code: "change-unreadable" } });
  expect(await readChange(systemGit(), nodeFiles(), { ...at, base: "--all" })).toMatchObject({
    fault: { code: "change-unreadable" },
  });
  repo.git("switch", "--quiet", "--orphan", "alone");
  repo.write("alone.txt", "x\n");
  commit(repo);
  expect(await readChange(systemGit(), nodeFiles(), { ...at, base: "main" })).toMatchObject({
    fault: { code: "no-merge-base" },
  });
  const lying = scriptedGit([
    { when: ["rev-parse", "HEAD^{commit}"], answer: { stdout: "a\nb\n/g\nfalse\n" } },
    {
      when: ({ args }) => args.includes("-p"),
      answer: { stdout: `${ONE_LISTED}\0diff --git a/x b/x\ndiff --git a/y b/y\n` },
    },
    { when: () => true, answer: {} },
  ]);
  expect(await readChange(lying, nodeFiles(), at)).toMatchObject({
    fault: { code: "change-unreadable", message: expect.stringContaining("do not agree") },
  });
});
