import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finished } from "./_inside.ts";
import { done, libraryAt, refused } from "./_library.ts";
import { moments } from "./_moments.ts";
import { orders, project, work } from "./_project.ts";
import { docket, folder, git, must, put, refusal } from "./_rig.ts";
import { gitThatFirst } from "./_shims.ts";
import { show } from "./_tickets.ts";

/** Fails where a note does not end with its own word: what every state of the base must keep. */
const GATE = 'for f in notes/*.txt; do grep -q "^done" "$f" || exit 1; done';
const note = (name: string, text = "done\n"): Readonly<Record<string, string>> => ({ [`notes/${name}.txt`]: text });

const { at: placeOf, keep, begin } = moments();
const root = placeOf("app");
await project({ gate: GATE, at: root });
work(root, { ...note("first"), ...note("second") }, "Begin the notes");
keep("notes");
const one = await finished(root, note("first", "done: one\n"));
keep("one");
const two = await finished(root, note("second", "done: two\n"));
keep("both");

const integrate = (order: string) => libraryAt(root).integrate({ order });

/** Runs the gate at every commit that the base went through. */
function expectEveryMergeSound(root: string, base = "main"): void {
  const at = join(folder(), "history");
  git(root, "worktree", "add", "-q", "--detach", at, base);
  for (const commit of git(root, "rev-list", "--first-parent", base, "--", "notes").trim().split("\n")) {
    git(at, "checkout", "-q", commit);
    git(at, "-c", `alias.gate=!${GATE}`, "gate");
  }
  git(root, "worktree", "remove", "--force", at);
}

const status = (at: string): string => git(at, "status", "--porcelain");
const text = (root: string, path: string): string => readFileSync(join(root, path), "utf8");
const tipOf = (root: string, ref = "main"): string => git(root, "rev-parse", ref).trim();

test("a clean checkout of the base goes forward with it", async () => {
  begin("one");
  done(await integrate(one.id));
  expect(text(root, "notes/first.txt")).toBe("done: one\n");
  expect(status(root)).toBe("");
  expectEveryMergeSound(root);
});

test("changes of the user's that are in the way stay as they are, the work waits, others stack on it, and all land later", async () => {
  begin("both");
  const before = tipOf(root);
  writeFileSync(join(root, "notes/first.txt"), "mine, unfinished\n");
  put(root, { "mine.txt": "staged\n" });
  git(root, "add", "mine.txt");
  const mine = status(root);

  const waits = await refusal(root, ["integrate", one.id]);
  expect(waits).toMatchObject({ code: "landing-waits", exit: 3, message: expect.stringContaining("notes/first.txt") });
  expect([tipOf(root), status(root), text(root, "notes/first.txt")]).toEqual([before, mine, "mine, unfinished\n"]);
  expect(await show(root, one.id)).toMatchObject({ status: "review" });
  expect((await docket(root, ["status"])).stdout).toContain("main");
  expect(done(await libraryAt(root).status()).waiting).toMatchObject([{ base: "main" }]);
  // The second touches nothing of the user's, but stands on the first.
  expect(refused(await integrate(two.id))).toMatchObject({ code: "landing-waits" });
  expect([tipOf(root), status(root)]).toEqual([before, mine]);
  const queued = git(root, "log", "--format=%s", "--first-parent", "main..docket-queue/main").trim().split("\n");
  expect(queued).toHaveLength(2);

  git(root, "checkout", "-q", "--", "notes/first.txt");
  done(await integrate(two.id));
  expect([text(root, "notes/first.txt"), text(root, "notes/second.txt")]).toEqual(["done: one\n", "done: two\n"]);
  expect(status(root)).toBe("A  mine.txt\n");
  for (const { id } of [one, two]) expect(await show(root, id)).toMatchObject({ status: "done" });
  expect(git(root, "branch", "--list", "docket-queue/*", "feat/*")).toBe("");
  expectEveryMergeSound(root);
});

test("changes that are not in the way stay, staged or not", async () => {
  begin("one");
  writeFileSync(join(root, "notes/second.txt"), "mine, unfinished\n");
  put(root, { "mine.txt": "staged\n", "new.txt": "not even staged\n" });
  git(root, "add", "mine.txt");
  const mine = status(root);
  done(await integrate(one.id));
  expect(status(root)).toBe(mine);
  expect(text(root, "notes/second.txt")).toBe("mine, unfinished\n");
  expect(text(root, "notes/first.txt")).toBe("done: one\n");
});

test("a file of the user's that git ignores or does not know is never written over", async () => {
  begin("notes");
  writeFileSync(join(root, ".git/info/exclude"), `${text(root, ".git/info/exclude")}/notes/local.txt\n`);
  const ignored = await finishedIgnored(root, "notes/local.txt");
  put(root, { "notes/local.txt": "mine\n" });
  expect(refused(await integrate(ignored))).toMatchObject({ code: "landing-waits" });
  expect(text(root, "notes/local.txt")).toBe("mine\n");
  const third = await finished(root, note("third"));
  put(root, { "notes/third.txt": "mine\n" });
  expect(refused(await integrate(third.id))).toMatchObject({ code: "landing-waits" });
  expect(text(root, "notes/third.txt")).toBe("mine\n");
});

/** Work that brings a file which the user's checkout ignores. */
async function finishedIgnored(root: string, path: string): Promise<string> {
  const { id, checkout } = await finished(root, { [path.replace("local", "plain")]: "done\n" });
  done(await libraryAt(root).edit({ id, set: ["scope=notes/*"] }));
  put(checkout, { [path]: "done\n" });
  git(checkout, "add", "-f", path);
  git(checkout, "commit", "-qm", "Bring a file that is ignored");
  done(await libraryAt(checkout).finish());
  return id;
}

test("with another branch checked out the base moves alone, also when the switch comes in the middle", async () => {
  begin("both");
  git(root, "checkout", "-q", "-b", "side");
  writeFileSync(join(root, "notes/first.txt"), "mine, unfinished\n");
  done(await integrate(one.id));
  expect([status(root), text(root, "notes/first.txt")]).toEqual([" M notes/first.txt\n", "mine, unfinished\n"]);
  expect(git(root, "show", "main:notes/first.txt")).toBe("done: one\n");
  git(root, "checkout", "-q", "--", ".");
  git(root, "checkout", "-q", "main");
  done(await integrate(two.id));
  expect(status(root)).toBe("");
  expect(text(root, "notes/second.txt")).toBe("done: two\n");
  expectEveryMergeSound(root);
});

test("a switch to the base in the very moment it moves leaves nothing staged in reverse", async () => {
  begin("one");
  git(root, "checkout", "-q", "-b", "side");
  const { env, marker } = gitThatFirst(root, "*update-ref*refs/heads/main *", "checkout -q main");
  await must(root, ["integrate", one.id], { env });
  expect(existsSync(marker)).toBe(true);
  expect(git(root, "branch", "--show-current")).toBe("main\n");
  expect(git(root, "show", "main:notes/first.txt")).toBe("done: one\n");
  expect(status(root)).toBe("");
  expect(text(root, "notes/first.txt")).toBe("done: one\n");
});

test("a switch away from the base in the very moment it goes forward moves no other branch", async () => {
  begin("one");
  const before = tipOf(root);
  const { env, marker } = gitThatFirst(root, "*merge*--ff-only*", "checkout -q -b side");
  expect(await refusal(root, ["integrate", one.id], { env })).toMatchObject({ code: "landing-waits" });
  expect(existsSync(marker)).toBe(true);
  expect([tipOf(root, "side"), tipOf(root), status(root)]).toEqual([before, before, ""]);
  done(await integrate(one.id));
  expect(git(root, "show", "main:notes/first.txt")).toBe("done: one\n");
  expect([tipOf(root, "side"), status(root)]).toEqual([before, ""]);
});

test("a base that is being rebased or bisected in some checkout waits until that is over", async () => {
  begin("one");
  work(root, { "mine.txt": "one\n" });
  git(root, "-c", "sequence.editor=sed -i.bak 1s/pick/edit/", "rebase", "-q", "-i", "--force-rebase", "HEAD~1");
  const before = tipOf(root);
  const rebased = refused(await integrate(one.id));
  expect(rebased).toMatchObject({ code: "landing-waits", message: expect.stringContaining("rebased") });
  expect(tipOf(root)).toBe(before);
  git(root, "-c", "core.editor=true", "rebase", "--continue");
  git(root, "bisect", "start", "HEAD", "HEAD~3");
  const bisected = refused(await integrate(one.id));
  expect(bisected).toMatchObject({ code: "landing-waits", message: expect.stringContaining("bisected") });
  git(root, "bisect", "reset");
  done(await integrate(one.id));
  expect(text(root, "mine.txt")).toBe("one\n");
  expect(text(root, "notes/first.txt")).toBe("done: one\n");
  expect(status(root)).toBe("");
});

test("a base checked out in a linked worktree goes forward there", async () => {
  begin("one");
  git(root, "checkout", "-q", "-b", "side");
  const linked = join(folder(), "a place with spaces");
  git(root, "worktree", "add", "-q", linked, "main");
  done(await integrate(one.id));
  expect(text(linked, "notes/first.txt")).toBe("done: one\n");
  expect([status(linked), status(root)]).toEqual(["", ""]);
});

test("what the user commits on the base while work waits is kept, and the work lands on top of it", async () => {
  begin("both");
  writeFileSync(join(root, "notes/first.txt"), "done: unfinished\n");
  refused(await integrate(one.id));
  git(root, "checkout", "-q", "--", ".");
  work(root, note("third"));
  const mine = tipOf(root);
  done(await integrate(two.id));
  done(await integrate(one.id));
  expect(git(root, "merge-base", mine, "main").trim()).toBe(mine);
  expect([text(root, "notes/first.txt"), text(root, "notes/second.txt")]).toEqual(["done: one\n", "done: two\n"]);
  for (const { id } of [one, two]) expect(await show(root, id)).toMatchObject({ status: "done" });
  expect(git(root, "branch", "--list", "docket-queue/*")).toBe("");
  expectEveryMergeSound(root);
});

test("by rebasing, work lands on a base that moved, and its ticket is done", async () => {
  begin("both");
  orders(root, { integrate: "rebase" });
  done(await integrate(one.id));
  done(await integrate(two.id));
  expect(git(root, "rev-list", "--merges", "main")).toBe("");
  expect([text(root, "notes/first.txt"), text(root, "notes/second.txt")]).toEqual(["done: one\n", "done: two\n"]);
  for (const { id } of [one, two]) expect(await show(root, id)).toMatchObject({ status: "done" });
  expect(git(root, "branch", "--list", "feat/*")).toBe("");
  expect(git(root, "log", "-1", "--format=%an %s")).toBe(`Mika chore: ${two.id}\n`);
});
