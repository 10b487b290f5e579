import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chore, finished, orders, project, setting, take, work } from "./_project.ts";
import { docket, folder, git, must, put, refusal } from "./_rig.ts";
import { show } from "./_tickets.ts";

/** Everything a take may leave: branches, checkouts, records, ports, and how git sees the user's files. */
function traces(root: string): string {
  const ports = join(root, ".git/docket/ports.json");
  const records = join(root, "docket/orders");
  return [
    git(root, "for-each-ref", "refs/heads"),
    git(root, "worktree", "list"),
    git(root, "status", "--porcelain"),
    existsSync(ports) ? readFileSync(ports, "utf8").trim() : "{}",
    existsSync(records) ? readdirSync(records).join() : "",
    existsSync(join(root, ".worktrees")) ? readdirSync(join(root, ".worktrees")).join() : "",
  ].join("\n");
}

async function expectUndone(root: string, id: string, code: string): Promise<void> {
  const before = traces(root);
  expect(await refusal(root, ["take", id])).toMatchObject({ code });
  expect(traces(root)).toBe(before);
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  const { orders: held } = JSON.parse((await docket(root, ["status", "--json"])).stdout);
  expect(held).toEqual([]);
}

test("a set-up command that fails, is not there or takes too long undoes the take", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const setUp = async (command: string): Promise<void> => {
    setting(
      root,
      /^orders:\n(?: .*\n)*|$(?![\s\S])/m,
      `orders:\n  setUp:\n    commands: [${JSON.stringify(command)}]\n    limitMs: 1000\n`,
    );
    await must(root, ["trust"]);
  };
  for (const command of ["touch made && exit 3", "no-such-command-here", "sleep 30"]) {
    await setUp(command);
    await expectUndone(root, id, "set-up-failed");
  }
  await setUp("touch made");
  const { worktree } = await take(root, id);
  expect(existsSync(join(root, worktree, "made"))).toBe(true);
});

test("a branch with the order's name that holds other work stays, and the take is undone", async () => {
  const root = await project({ gate: "true" });
  orders(root, { branch: "work/{ticket}" });
  const id = await chore(root, "src/a.js");
  git(root, "checkout", "-q", "-b", `work/${id}`);
  work(root, { "mine.txt": "mine\n" });
  git(root, "checkout", "-q", "main");
  await expectUndone(root, id, "order-branch-taken");
  git(root, "branch", "-q", "-D", `work/${id}`);
  await take(root, id);
});

test("a branch of the user's stays when the take fails, though it holds no commit yet", async () => {
  const root = await project({ gate: "true" });
  orders(root, { branch: "work/{ticket}" });
  const id = await chore(root, "src/a.js");
  git(root, "branch", "-q", `work/${id}`);
  const before = git(root, "for-each-ref", "refs/heads/work");
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "order-branch-taken", exit: 3 });
  expect(git(root, "for-each-ref", "refs/heads/work")).toBe(before);
});

test("a place for checkouts that cannot be written undoes the take", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  writeFileSync(join(root, ".git/info/exclude"), ".worktrees\n/.worktrees/\n/docket/\n");
  const around = `${git(root, "for-each-ref", "refs/heads/feat")}${git(root, "worktree", "list")}`;
  writeFileSync(join(root, ".worktrees"), "a file where the folder should be\n");
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "git-failed", exit: 1 });
  expect(`${git(root, "for-each-ref", "refs/heads/feat")}${git(root, "worktree", "list")}`).toBe(around);
  expect(readFileSync(join(root, ".worktrees"), "utf8")).toContain("a file");
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  rmSync(join(root, ".worktrees"));
  await take(root, id);
});

test("a backlog that cannot be written undoes the take", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  writeFileSync(join(root, "docket/orders"), "a file where the folder should be\n");
  const before = git(root, "for-each-ref", "refs/heads/feat");
  const refused = await refusal(root, ["take", id]);
  expect(refused.exit).toBe(1);
  expect(git(root, "for-each-ref", "refs/heads/feat")).toBe(before);
  expect(existsSync(join(root, ".worktrees")) ? readdirSync(join(root, ".worktrees")) : []).toEqual([]);
  rmSync(join(root, "docket/orders"));
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  await take(root, id);
});

test("ignored files are copied and linked into the checkout, and a take is the same again", async () => {
  const root = await project({ gate: "true" });
  work(root, { ".gitignore": ".env\nnode_modules/\n" });
  put(root, { ".env": "KEY=1\n", "node_modules/x/index.js": "module.exports = 1;\n" });
  const id = await chore(root, "src/a.js");
  const taken = await take(root, id);
  const checkout = join(root, taken.worktree);
  expect(readFileSync(join(checkout, ".env"), "utf8")).toBe("KEY=1\n");
  expect(existsSync(join(checkout, "node_modules/x/index.js"))).toBe(true);
  expect(git(checkout, "status", "--porcelain")).toBe("");
  put(checkout, { "src/a.js": "not committed\n" });
  expect(await take(root, id)).toEqual({ ...taken, fresh: false });
  expect(readFileSync(join(checkout, "src/a.js"), "utf8")).toBe("not committed\n");
});

test("a ticket given back keeps what holds work, and only that goes which holds none", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const empty = await take(root, id);
  await must(root, ["release", id, "--reason", "Not mine."]);
  expect(existsSync(join(root, empty.worktree))).toBe(false);
  expect(git(root, "branch", "--list", empty.branch)).toBe("");

  const dirty = await take(root, id);
  put(root, { [`${dirty.worktree}/src/a.js`]: "not committed\n" });
  await must(root, ["release", id]);
  expect(readFileSync(join(root, dirty.worktree, "src/a.js"), "utf8")).toBe("not committed\n");

  const committed = await take(root, id);
  work(join(root, committed.worktree), { "src/a.js": "export {};\n" });
  await must(root, ["release", id]);
  expect(existsSync(join(root, committed.worktree))).toBe(false);
  expect(git(root, "show", `${committed.branch}:src/a.js`)).toBe("export {};\n");
  expect(await show(root, id)).toMatchObject({ status: "ready" });
});

test("failed attempts block a ticket until it is requeued; partial ones do not count", async () => {
  const root = await project({ gate: "true" });
  orders(root, { maxAttempts: 2 });
  const id = await chore(root, "src/a.js");
  const attempt = async (result: string): Promise<string> => {
    await take(root, id);
    await must(root, ["finish", id, "--result", result, "--reason", `Ended as ${result}.`]);
    return (await show(root, id)).status;
  };
  expect(await attempt("failed")).toBe("ready");
  expect(await attempt("partial")).toBe("ready");
  expect(await attempt("failed")).toBe("blocked");
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "not-takeable" });
  await must(root, ["requeue", id, "--reason", "The tool is mended."]);
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  expect(await attempt("failed")).toBe("ready");
});

test("a checkout can lie outside the repository", async () => {
  const root = await project({ gate: "true" });
  const place = join(folder(), "a place of my own");
  mkdirSync(place);
  chmodSync(place, 0o755);
  setting(root, /^worktrees:\n(?: .*\n)*|$(?![\s\S])/m, `worktrees:\n  place: ${JSON.stringify(place)}\n`);
  const id = await chore(root, "src/a.js");
  const { worktree, order } = await take(root, id);
  const checkout = join(place, order);
  expect((await must(root, ["path", id])).stdout).toBe(`${checkout}\n`);
  expect(join(root, worktree)).toBe(checkout);
  work(checkout, { "src/a.js": "export {};\n" });
  await must(checkout, ["finish"]);
  await must(checkout, ["integrate"]);
  expect(existsSync(checkout)).toBe(false);
  expect(await finished(root, { "src/b.js": "export {};\n" })).toMatchObject({ order: expect.stringContaining("WO-") });
});
