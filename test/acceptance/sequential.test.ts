import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitAll } from "./_clones.ts";
import { ask, must } from "./_inside.ts";
import { backlog, bareRepository, fileOf, folder, git, ticketFiles } from "./_rig.ts";
import { anything } from "./_shapes.ts";
import { at, doctor, newTicket, newTickets, upTo } from "./_tickets.ts";

/** A backlog that counts its tickets, and a remote for its code and its tickets. */
async function counting(home: "branch" | "tree"): Promise<{ readonly root: string; readonly remote: string }> {
  const root = await backlog("--home", home);
  const settings = join(root, "docket/docket.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("ids: random", "ids: sequential"));
  const remote = bareRepository();
  git(root, "remote", "add", "origin", remote);
  if (home === "tree") commitAll(root, "Begin the backlog");
  git(root, "push", "-q", "origin", "HEAD:main");
  if (home === "branch") await must(root, ["sync"]);
  return { root, remote };
}

async function freshClone(remote: string, ...flags: readonly string[]): Promise<string> {
  const root = join(folder(), "clone");
  git("/", "clone", "-q", "-b", "main", ...flags, `file://${remote}`, root);
  await must(root, ["list"]);
  return root;
}

/** A deletion by hand, which is the only one there is. */
function remove(root: string, id: string): void {
  git(join(root, "docket"), "rm", "-q", fileOf(root, id));
}

test("in a branch home the number of a ticket that was deleted everywhere does not come again, in a shallow clone either", {
  timeout: 60_000,
}, async () => {
  const { root, remote } = await counting("branch");
  expect(await newTickets(root, ["one", "two", "three"])).toEqual(["TASK-001", "TASK-002", "TASK-003"]);
  remove(root, "TASK-003");
  remove(root, "TASK-002");
  await must(root, ["sync"]);

  expect(await newTicket(await freshClone(remote), "four")).toBe("TASK-004");
  const shallow = await freshClone(remote, "--depth", "1", "--no-single-branch");
  expect(await newTicket(shallow, "four")).toBe("TASK-004");
  expect(await newTicket(shallow, "five")).toBe("TASK-005");
  expect(await newTicket(shallow, "other", "--kind", "bug")).toBe("BUG-001");
  expect(await newTicket(root, "four")).toBe("TASK-004");
});

test("in a tree home too, and a number that another branch has given out is taken", { timeout: 60_000 }, async () => {
  const { root, remote } = await counting("tree");
  await newTickets(root, ["one", "two"]);
  commitAll(root, "Two tickets");
  remove(root, "TASK-002");
  commitAll(root, "Without the second");
  git(root, "push", "-q", "origin", "HEAD:main");
  git(root, "checkout", "-q", "-b", "side");
  expect(await newTicket(root, "three")).toBe("TASK-003");
  commitAll(root, "A third");
  git(root, "checkout", "-q", "main");

  const clone = await freshClone(remote);
  expect(await newTicket(clone, "three")).toBe("TASK-003");
  git(root, "push", "-q", "origin", "side");
  const later = await freshClone(remote);
  expect(await newTicket(later, "four")).toBe("TASK-004");
});

test("branches of a tree home that both counted on merge with plain git, and no number is lost", {
  timeout: 60_000,
}, async () => {
  const { root } = await counting("tree");
  await newTicket(root, "one");
  commitAll(root, "One");
  git(root, "checkout", "-q", "-b", "side");
  expect(await newTickets(root, ["two", "three"])).toEqual(["TASK-002", "TASK-003"]);
  commitAll(root, "Two and three");
  git(root, "checkout", "-q", "main");
  expect(await newTicket(root, "four")).toBe("TASK-004");
  commitAll(root, "Four");

  git(root, "merge", "-q", "side");

  expect(await newTicket(root, "five")).toBe("TASK-005");
  const record = readFileSync(join(root, "docket/numbers.txt"), "utf8");
  expect(record.match(/^TASK \d+$/gm)).toEqual(["TASK 5"]);
});

test("two clones that counted the same number offline: sync keeps both tickets, doctor gives one a fresh number", {
  timeout: 60_000,
}, async () => {
  const { root, remote } = await counting("branch");
  await newTicket(root, "one");
  await must(root, ["sync"]);
  const other = await freshClone(remote);
  expect(await newTickets(root, ["two", "three"])).toEqual(["TASK-002", "TASK-003"]);
  expect(await newTickets(other, ["deux", "trois", "quatre"])).toEqual(["TASK-002", "TASK-003", "TASK-004"]);
  await must(root, ["sync"]);
  const synced = await ask(other, anything, ["sync"]);
  expect(synced).toMatchObject({ problems: [], pushed: true });
  expect((await doctor(other)).filter(({ code }) => code === "id-duplicate").length).toBeGreaterThan(0);

  await must(other, ["doctor", "--fix"]);
  await must(other, ["sync"]);

  const names = [...ticketFiles(other).keys()].map((name) => name.slice(0, "TASK-000".length)).sort();
  expect(names).toEqual(upTo(6).map((n) => `TASK-00${n + 1}`));
  remove(other, at(names, 5));
  await must(other, ["sync"]);
  expect(await newTicket(await freshClone(remote), "seven")).toBe("TASK-007");
});

test("a dry run records no number", async () => {
  const { root } = await counting("branch");
  await must(root, ["new", "not yet", "--dry-run"]);
  expect(() => readFileSync(join(root, "docket/numbers.txt"))).toThrow("ENOENT");
  expect(await newTicket(root, "one")).toBe("TASK-001");
});
