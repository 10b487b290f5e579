import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must, refusal, take } from "./_inside.ts";
import { HONEST, project, readyTicket, work } from "./_project.ts";
import { fingerprint, folder, git } from "./_rig.ts";
import { doctor, listAll, newTicket } from "./_tickets.ts";

/** Copies a repository as `cp -r` does, worktrees and all. */
function copyOf(root: string): string {
  const at = join(folder("docket-copy"), "app");
  cpSync(root, at, { recursive: true, verbatimSymlinks: true });
  return at;
}

/** All of the original that a stray write could change: files, refs, and what git keeps of its worktrees. */
const state = (root: string): string =>
  [
    fingerprint(root),
    git(root, "worktree", "list", "--porcelain"),
    git(join(root, "docket"), "status", "--porcelain"),
    readFileSync(join(root, ".git/worktrees/docket/gitdir"), "utf8"),
  ].join("\n");

test.for([".", "docket", "docket/tickets"])("a copy of a repository is one of its own, from %s", async (place) => {
  const root = await project();
  await readyTicket(root);
  const copy = copyOf(root);
  const before = state(root);

  const id = await newTicket(join(copy, place), "Only in the copy");

  expect(state(root)).toBe(before);
  expect((await listAll(copy)).tickets.map((ticket) => ticket.id)).toContain(id);
  expect((await listAll(root)).tickets.map((ticket) => ticket.id)).not.toContain(id);
  expect(git(copy, "log", "-1", "--format=%s", "refs/heads/docket")).toContain(id);
  expect(git(join(copy, "docket"), "status", "--porcelain")).toBe("");
  expect(git(join(copy, "docket"), "rev-parse", "--git-common-dir").trim()).toBe(join(copy, ".git"));
  expect((await doctor(copy)).filter(({ severity }) => severity === "error")).toEqual([]);
  await newTicket(root, "Only in the original");
  expect((await doctor(root)).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("an order's checkout in the copy belongs to the copy, and the original's order goes on", async () => {
  const root = await project();
  const id = await readyTicket(root);
  const { worktree, branch } = await take(root, id);
  const copy = copyOf(root);
  const before = state(root);

  await must(join(copy, worktree), ["status"]);
  work(join(copy, worktree), { "src/sum.js": "export const sum = () => 1;\n" });
  await docket(join(copy, worktree), ["verify"]);

  expect(state(root)).toBe(before);
  expect(git(copy, "rev-parse", branch)).not.toBe(git(root, "rev-parse", branch));
  work(join(root, worktree), HONEST);
  await must(join(root, worktree), ["finish"]);
  await must(root, ["integrate", id]);
});

test("a copy whose original is gone works too", async () => {
  const root = await project();
  const held = await readyTicket(root);
  const { worktree } = await take(root, held);
  const copy = copyOf(root);
  rmSync(root, { recursive: true });
  const id = await newTicket(copy, "Left alone");
  expect(git(copy, "log", "-1", "--format=%s", "refs/heads/docket")).toContain(id);
  work(join(copy, worktree), HONEST);
  await must(copy, ["finish", held]);
});

test("a copied folder of which the repository has no record is refused, and the original stays untouched", async () => {
  const root = await project();
  const copy = copyOf(root);
  rmSync(join(copy, ".git/worktrees"), { recursive: true });
  const before = state(root);
  expect(await refusal(copy, ["new", "Nowhere"])).toMatchObject({ code: "home-copied", exit: 3 });
  expect(state(root)).toBe(before);
});
