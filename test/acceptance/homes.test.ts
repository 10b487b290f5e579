import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { take } from "./_inside.ts";
import { done, libraryAt } from "./_library.ts";
import { moments } from "./_moments.ts";
import { chore, project, proof, work } from "./_project.ts";
import { docket, folder, git, must, put } from "./_rig.ts";
import { show } from "./_tickets.ts";

const { at: placeOf, keep, begin } = moments();
const root = placeOf("app");
await project({ gate: "true", at: root });
keep("project");

interface Place {
  /** Where the user stands. */
  readonly at: string;
  /** What the recorded paths of checkouts begin from. */
  readonly from?: string;
  /** Where the base can be read. */
  readonly repo?: string;
}

/** From ready to done, then given back and failed, in a repository of some shape. */
async function lifeOfAnOrder({ at, from = at, repo = at }: Place): Promise<void> {
  const id = await chore(at, "src/a.js");
  const { worktree, branch } = await take(at, id);
  const checkout = join(from, worktree);
  expect((await must(at, ["path", id])).stdout).toBe(`${checkout}\n`);
  work(checkout, { "src/a.js": "export {};\n" });
  const verified = await docket(checkout, ["verify", "--json"]);
  expect(JSON.parse(verified.stdout), verified.stdout).toMatchObject({ result: "passed" });
  done(await libraryAt(checkout).finish());
  done(await libraryAt(at).integrate({ order: id }));
  expect(await show(at, id)).toMatchObject({ status: "done" });
  expect(git(repo, "show", "main:src/a.js")).toBe("export {};\n");
  expect(git(repo, "branch", "--list", branch)).toBe("");
  expect(existsSync(checkout)).toBe(false);

  const second = await chore(at, "src/b.js");
  await take(at, second);
  done(await libraryAt(at).release({ order: second }));
  expect(await show(at, second)).toMatchObject({ status: "ready" });
  const { orders, waiting } = done(await libraryAt(at).status());
  expect([orders, waiting]).toEqual([[], []]);
}

test("in a path with spaces, umlauts and quotes", async () => {
  const at = join(folder(), "Mein schönes 'Projekt' (neu)");
  await lifeOfAnOrder({ at: await project({ gate: "true", at }) });
  expect(git(at, "status", "--porcelain")).toBe("");
});

test("called from a linked worktree on another branch", async () => {
  begin("project");
  const linked = join(folder(), "linked");
  git(root, "worktree", "add", "-q", "-b", "side", linked);
  await lifeOfAnOrder({ at: linked, from: root, repo: root });
  expect(git(root, "status", "--porcelain")).toBe("");
  expect(git(linked, "status", "--porcelain")).toBe("");
});

test("called from a subfolder of the main checkout", async () => {
  begin("project");
  await lifeOfAnOrder({ at: join(root, "src"), from: root, repo: root });
});

test("in a repository inside another one as a submodule", async () => {
  const inner = join(folder(), "inner");
  mkdirSync(inner);
  git(inner, "init", "-q");
  put(inner, { "src/x.js": "export {};\n" });
  git(inner, "add", "-A");
  git(inner, "commit", "-qm", "Begin");
  const outer = join(folder(), "outer");
  mkdirSync(outer);
  git(outer, "init", "-q");
  git(outer, "submodule", "--quiet", "add", inner, "inner");
  git(outer, "commit", "-qm", "Add the submodule");
  const at = await project({ gate: "true", at: join(outer, "inner") });
  await lifeOfAnOrder({ at });
  expect(git(at, "status", "--porcelain")).toBe("");
  expect(git(outer, "status", "--porcelain", "--ignore-submodules=none")).toMatch(/^ ?M inner\n$/);
});

test("in a bare repository, from the repository and from a worktree of it", async () => {
  begin("project");
  const at = join(folder(), "app.git");
  git(root, "clone", "-q", "--bare", root, at);
  done(await libraryAt(at).init());
  done(await libraryAt(at).trust());
  await lifeOfAnOrder({ at });
  const linked = join(folder(), "linked");
  git(at, "worktree", "add", "-q", linked, "main");
  const id = await chore(linked, "src/c.js");
  const { worktree } = await take(linked, id);
  work(join(at, worktree), { "src/c.js": "export {};\n" });
  done(await libraryAt(join(at, worktree)).finish());
  done(await libraryAt(linked).integrate({ order: id }));
  expect(existsSync(join(linked, "src/c.js"))).toBe(true);
  expect(git(linked, "status", "--porcelain")).toBe("");
});

test("with the backlog in the code's own tree", async () => {
  const tree = await project({ gate: "true", init: ["--home", "tree"] });
  git(tree, "add", "-A");
  git(tree, "commit", "-qm", "Begin the backlog");
  await lifeOfAnOrder({ at: tree });
  const changed = git(tree, "status", "--porcelain").trim().split("\n");
  expect(changed.filter((line) => !line.includes("docket/"))).toEqual([]);
  // A ticket that is committed where the order began is not the branch's to change.
  const id = await chore(tree, "src/d.js");
  git(tree, "add", "-A");
  git(tree, "commit", "-qm", "Write tickets");
  const checkout = join(tree, (await take(tree, id)).worktree);
  work(checkout, { "src/d.js": "export {};\n", "docket/docket.yaml": "version: 1\n" });
  expect((await proof(checkout)).codes).toContain("scope-backlog");
});
