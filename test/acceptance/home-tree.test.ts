import { join } from "node:path";
import { expect, test } from "vitest";
import { commitAll, makeTreeHome } from "./_clones.ts";
import { fileOf, filesBelow, folder, git, must, refusal } from "./_rig.ts";
import { at, comment, errorsIn, listAll, newTicket, show } from "./_tickets.ts";

/** Changes one ticket on two branches of the code: labels, comments and one field that both change. */
async function diverge(root: string, id: string): Promise<void> {
  git(root, "checkout", "-q", "-b", "side");
  await comment(root, id, "on the side");
  await must(root, ["edit", id, "--add-label", "side", "--priority", "P1"]);
  commitAll(root, "Change on the side");
  git(root, "checkout", "-q", "main");
  await comment(root, id, "on main");
  await must(root, ["edit", id, "--add-label", "main", "--priority", "P0"]);
  commitAll(root, "Change on main");
}

async function expectMerged(root: string, id: string): Promise<void> {
  const ticket = await show(root, id);
  expect(ticket.events.map((event) => event.body.trim())).toEqual(expect.arrayContaining(["on the side", "on main"]));
  expect([...ticket.labels].sort()).toEqual(["main", "side"]);
  expect(["P0", "P1"]).toContain(ticket.priority);
  expect(JSON.stringify(ticket.events)).toContain(ticket.priority === "P0" ? "P1" : "P0");
}

test("in home tree the tickets are part of the code's tree", async () => {
  const { root, ids } = await makeTreeHome(["in the tree"]);

  expect(git(root, "ls-files", "docket/tickets").trim().split("\n")).toHaveLength(1);
  expect(git(root, "branch", "--list", "docket")).toBe("");
  expect((await listAll(join(root, "src"))).tickets.map((ticket) => ticket.id)).toEqual(ids);
  expect((await must(root, ["sync"])).stdout).toContain("pushed with the code");
});

test("merging two code branches that changed the same ticket runs the merge driver", async () => {
  const { root, ids } = await makeTreeHome(["shared"]);
  const id = at(ids, 0);
  await diverge(root, id);

  git(root, "merge", "-q", "--no-edit", "side");

  expect(git(root, "status", "--porcelain")).toBe("");
  await expectMerged(root, id);
});

test("doctor heals what a clone without the driver left, from git's three stages", async () => {
  const { root, ids } = await makeTreeHome(["shared"]);
  const id = at(ids, 0);
  await diverge(root, id);
  const clone = join(folder(), "clone");
  git(root, "clone", "-q", root, clone);
  expect(() => git(clone, "merge", "-q", "--no-edit", "origin/side")).toThrow();
  expect(git(clone, "ls-files", "--unmerged").trim().split("\n")).toHaveLength(3);
  expect((await errorsIn(clone)).some((finding) => finding.file.includes(id))).toBe(true);

  await must(clone, ["doctor", "--fix"]);

  expect(git(clone, "ls-files", "--unmerged")).toBe("");
  await expectMerged(clone, id);
  commitAll(clone, "Merge the side");
  expect(await errorsIn(clone)).toEqual([]);
});

test("a write while the ticket is in conflict is refused and changes nothing", async () => {
  const { root, ids } = await makeTreeHome(["shared"]);
  const id = at(ids, 0);
  await diverge(root, id);
  const clone = join(folder(), "clone");
  git(root, "clone", "-q", root, clone);
  expect(() => git(clone, "merge", "-q", "--no-edit", "origin/side")).toThrow();
  const before = git(clone, "hash-object", fileOf(clone, id));

  await refusal(clone, ["comment", id, "--body", "too early"]);

  expect(git(clone, "hash-object", fileOf(clone, id))).toBe(before);
  await newTicket(clone, "others can still be written");
});

test("a folder without git has no driver and no branch, and works", async () => {
  const root = folder();
  await must(root, ["init", "--yes"]);
  await newTicket(root, "plain");

  expect(filesBelow(root).filter((path) => path.startsWith("docket/tickets/"))).toHaveLength(1);
});
