import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finished, take } from "./_inside.ts";
import { done, libraryAt, refused } from "./_library.ts";
import { moments } from "./_moments.ts";
import { chore, orders, project, setting, work } from "./_project.ts";
import { folder, git, must, put, refusal } from "./_rig.ts";
import { show } from "./_tickets.ts";

const { at: placeOf, keep, begin } = moments();
const root = placeOf("app");
await project({ gate: "true", at: root });
const id = await chore(root, "src/a.js");
keep("ready");

const takeIt = () => take(root, id);
const refusedTake = async () => refused(await libraryAt(root).take({ id }));

/** Everything a take may leave: branches, checkouts, records, ports, and how git sees the user's files. */
function traces(): string {
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

async function expectUndone(code: string): Promise<void> {
  const before = traces();
  expect(await refusedTake()).toMatchObject({ code });
  expect(traces()).toBe(before);
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  expect(done(await libraryAt(root).status()).orders).toEqual([]);
}

test("a set-up command that fails, is not there or takes too long undoes the take", async () => {
  begin("ready");
  const setUp = async (command: string): Promise<void> => {
    setting(
      root,
      /^orders:\n(?: .*\n)*|$(?![\s\S])/m,
      `orders:\n  setUp:\n    commands: [${JSON.stringify(command)}]\n    limitMs: 1000\n`,
    );
    done(await libraryAt(root).trust());
  };
  for (const command of ["touch made && exit 3", "no-such-command-here", "sleep 30"]) {
    await setUp(command);
    await expectUndone("set-up-failed");
  }
  await setUp("touch made");
  const { worktree } = await takeIt();
  expect(existsSync(join(root, worktree, "made"))).toBe(true);
});

test("a branch with the order's name that holds other work stays, and the take is undone", async () => {
  begin("ready");
  orders(root, { branch: "work/{ticket}" });
  git(root, "checkout", "-q", "-b", `work/${id}`);
  work(root, { "mine.txt": "mine\n" });
  git(root, "checkout", "-q", "main");
  await expectUndone("order-branch-taken");
  git(root, "branch", "-q", "-D", `work/${id}`);
  await takeIt();
});

test("a branch of the user's stays when the take fails, though it holds no commit yet", async () => {
  begin("ready");
  orders(root, { branch: "work/{ticket}" });
  git(root, "branch", "-q", `work/${id}`);
  const before = git(root, "for-each-ref", "refs/heads/work");
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "order-branch-taken", exit: 3 });
  expect(git(root, "for-each-ref", "refs/heads/work")).toBe(before);
});

test("a place for checkouts that cannot be written undoes the take", async () => {
  begin("ready");
  writeFileSync(join(root, ".git/info/exclude"), ".worktrees\n/.worktrees/\n/docket/\n");
  const around = `${git(root, "for-each-ref", "refs/heads/feat")}${git(root, "worktree", "list")}`;
  writeFileSync(join(root, ".worktrees"), "a file where the folder should be\n");
  expect(await refusedTake()).toMatchObject({ code: "git-failed", exit: "findings" });
  expect(`${git(root, "for-each-ref", "refs/heads/feat")}${git(root, "worktree", "list")}`).toBe(around);
  expect(readFileSync(join(root, ".worktrees"), "utf8")).toContain("a file");
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  rmSync(join(root, ".worktrees"));
  await takeIt();
});

test("a backlog that cannot be written undoes the take", async () => {
  begin("ready");
  writeFileSync(join(root, "docket/orders"), "a file where the folder should be\n");
  const before = git(root, "for-each-ref", "refs/heads/feat");
  const { exit } = await refusedTake();
  expect(exit).toBe("findings");
  expect(git(root, "for-each-ref", "refs/heads/feat")).toBe(before);
  expect(existsSync(join(root, ".worktrees")) ? readdirSync(join(root, ".worktrees")) : []).toEqual([]);
  rmSync(join(root, "docket/orders"));
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  await takeIt();
});

test("ignored files are copied and linked into the checkout, and a take is the same again", async () => {
  begin("ready");
  work(root, { ".gitignore": ".env\nnode_modules/\n" });
  put(root, { ".env": "KEY=1\n", "node_modules/x/index.js": "module.exports = 1;\n" });
  const first = await takeIt();
  const checkout = join(root, first.worktree);
  expect(readFileSync(join(checkout, ".env"), "utf8")).toBe("KEY=1\n");
  expect(existsSync(join(checkout, "node_modules/x/index.js"))).toBe(true);
  expect(git(checkout, "status", "--porcelain")).toBe("");
  put(checkout, { "src/a.js": "not committed\n" });
  expect(await takeIt()).toEqual({ ...first, fresh: false });
  expect(readFileSync(join(checkout, "src/a.js"), "utf8")).toBe("not committed\n");
});

test("a ticket given back keeps what holds work, and only that goes which holds none", async () => {
  begin("ready");
  const empty = await takeIt();
  done(await libraryAt(root).release({ order: id, reason: "Not mine." }));
  expect(existsSync(join(root, empty.worktree))).toBe(false);
  expect(git(root, "branch", "--list", empty.branch)).toBe("");

  const dirty = await takeIt();
  put(root, { [`${dirty.worktree}/src/a.js`]: "not committed\n" });
  done(await libraryAt(root).release({ order: id }));
  expect(readFileSync(join(root, dirty.worktree, "src/a.js"), "utf8")).toBe("not committed\n");

  const committed = await takeIt();
  work(join(root, committed.worktree), { "src/a.js": "export {};\n" });
  done(await libraryAt(root).release({ order: id }));
  expect(existsSync(join(root, committed.worktree))).toBe(false);
  expect(git(root, "show", `${committed.branch}:src/a.js`)).toBe("export {};\n");
  expect(await show(root, id)).toMatchObject({ status: "ready" });
});

test("failed attempts block a ticket until it is requeued; partial ones do not count", async () => {
  begin("ready");
  orders(root, { maxAttempts: 2 });
  const attempt = async (result: "failed" | "partial"): Promise<string> => {
    await takeIt();
    done(await libraryAt(root).finish({ order: id, result, reason: `Ended as ${result}.` }));
    return (await show(root, id)).status;
  };
  expect(await attempt("failed")).toBe("ready");
  expect(await attempt("partial")).toBe("ready");
  expect(await attempt("failed")).toBe("blocked");
  expect(await refusedTake()).toMatchObject({ code: "not-takeable" });
  done(await libraryAt(root).requeue({ order: id, reason: "The tool is mended." }));
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  expect(await attempt("failed")).toBe("ready");
});

test("a checkout can lie outside the repository", async () => {
  begin("ready");
  const place = join(folder(), "a place of my own");
  mkdirSync(place);
  chmodSync(place, 0o755);
  setting(root, /^worktrees:\n(?: .*\n)*|$(?![\s\S])/m, `worktrees:\n  place: ${JSON.stringify(place)}\n`);
  const { worktree, order } = await takeIt();
  const checkout = join(place, order);
  expect((await must(root, ["path", id])).stdout).toBe(`${checkout}\n`);
  expect(join(root, worktree)).toBe(checkout);
  work(checkout, { "src/a.js": "export {};\n" });
  done(await libraryAt(checkout).finish());
  done(await libraryAt(checkout).integrate());
  expect(existsSync(checkout)).toBe(false);
  expect(await finished(root, { "src/b.js": "export {};\n" })).toMatchObject({
    order: expect.stringContaining("WO-"),
  });
});
