import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bodyFor, chore, HONEST, orders, project, readyTicket } from "./_project.ts";
import { docket, folder, git, must, put, start } from "./_rig.ts";
import { show } from "./_tickets.ts";

interface Worked {
  readonly ticket: string;
  readonly result: string;
  readonly rounds: number;
  readonly reason: string | null;
}

interface Report {
  readonly code: number;
  readonly orders: readonly Worked[];
  readonly resumed: number;
  readonly stopped: readonly { readonly code: string }[];
}

async function run(root: string, agent: string, ...more: readonly string[]): Promise<Report> {
  const ran = await docket(root, ["run", "--once", "--agent", agent, ...more, "--json"]);
  return { code: ran.code, ...JSON.parse(ran.stdout) };
}

/** A command as agent, kept in a file. */
function script(text: string): string {
  const path = join(folder(), "agent.sh");
  writeFileSync(path, text);
  return `sh ${path}`;
}

/** Everything of the user's that an agent has no business with. */
const users = (root: string): string =>
  [git(root, "status", "--porcelain"), git(root, "rev-parse", "main"), git(root, "diff", "--cached")].join("\n");

test("three orders side by side: one is sent back for a skipped test, and all are merged with proof", async () => {
  const root = await project();
  const bug = await readyTicket(root);
  const others = [await chore(root, "src/b.js"), await chore(root, "src/c.js")];
  const skipped = (HONEST["test/sum.test.js"] ?? "").replace('test("adds numbers"', 'test.skip("adds numbers"');
  const play = {
    "Sum of nothing": [{ ...HONEST, "test/sum.test.js": skipped }, HONEST],
    "Write src/b.js": [{ "src/b.js": "export const b = 1;\n" }],
    "Write src/c.js": [{ "src/c.js": "export const c = 1;\n" }],
  };
  const path = join(folder(), "play.json");
  writeFileSync(path, JSON.stringify(play));

  const report = await run(root, `rehearsed:${path}`, "--parallel", "3");
  expect(report, JSON.stringify(report)).toMatchObject({ code: 0, stopped: [] });
  const rounds = new Map(report.orders.map((one) => [one.ticket, one.rounds]));
  expect([rounds.get(bug), ...others.map((id) => rounds.get(id))]).toEqual([2, 1, 1]);
  for (const id of [bug, ...others]) expect(await show(root, id)).toMatchObject({ status: "done" });
  expect((await docket(root, ["history", bug])).stdout).toContain("fail to prove");
  expect(git(root, "status", "--porcelain")).toBe("");
  expect(readFileSync(join(root, "test/sum.test.js"), "utf8")).not.toContain("skip");
  const log = git(root, "log", "--format=%B", "main");
  for (const id of [bug, ...others]) expect(log).toContain(`Docket-Ticket: ${id}`);
  expect(git(root, "worktree", "list").trim().split("\n")).toHaveLength(2);
});

test("a run that is killed goes on where it was when docket run is called again", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const at = folder();
  const agent = script(`echo $$ >> ${at}/turns
echo 'export const a = 1;' > src/a.js
[ -e ${at}/open ] && exit 0
touch ${at}/working
while [ -d ${at} ]; do sleep 0.05; done
`);
  const child = start(root, ["run", "--once", "--agent", agent, "--json"]);
  await expect.poll(() => existsSync(join(at, "working")), { timeout: 30_000 }).toBe(true);
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
  writeFileSync(join(at, "open"), "");
  const before = JSON.parse((await docket(root, ["status", "--json"])).stdout).orders;
  expect(before).toMatchObject([{ ticket: id, standing: "free" }]);

  const report = await run(root, agent);
  expect(report, JSON.stringify(report)).toMatchObject({ code: 0, resumed: 1, stopped: [] });
  expect(report.orders).toMatchObject([{ order: before[0].order, ticket: id, result: "done" }]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
  const turns = readFileSync(join(at, "turns"), "utf8").trim().split("\n").map(Number);
  expect(turns).toHaveLength(2);
  // The agent of the killed run outlived it; it is ended before another one works in its checkout.
  // Of the dead no words are kept, and on a busy machine their number is soon somebody else's.
  const words = (): string => spawnSync("ps", ["-o", "args=", "-p", String(turns[0])], { encoding: "utf8" }).stdout;
  await expect.poll(words, { timeout: 10_000 }).not.toContain("agent.sh");
  expect(git(root, "log", "--format=%s", "--merges", "main").trim().split("\n")).toHaveLength(1);
});

test("two orders that change the same lines: the second is tried anew on top of the first", async () => {
  const root = await project({ gate: "true" });
  const ids = [
    await readyTicket(root, "One", "chore", bodyFor("src/list.js")),
    await readyTicket(root, "Two", "chore", bodyFor("src/list.js")),
  ];
  const at = folder();
  // Both begin before either ends; later attempts find the other's line there.
  const agent = script(`touch ${at}/$DOCKET_TICKET
while [ -d ${at} ] && [ "$(ls ${at} | grep -c CHORE)" -lt 2 ]; do sleep 0.05; done
echo "// $DOCKET_TICKET" >> src/list.js
`);
  const report = await run(root, agent, "--parallel", "2");
  // One attempt failed, and yet every ticket came to its end.
  expect(report, JSON.stringify(report)).toMatchObject({ code: 0, stopped: [] });
  expect(report.orders.filter(({ result }) => result === "done")).toHaveLength(2);
  expect(report.orders.filter(({ result }) => result === "failed")).toHaveLength(1);
  const text = readFileSync(join(root, "src/list.js"), "utf8");
  for (const id of ids) {
    expect(text).toContain(id);
    expect(await show(root, id)).toMatchObject({ status: "done" });
  }
});

test("a run whose order a person takes over neither proves, gives back nor merges it", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const at = folder();
  const agent = script(`echo 'export {};' > src/a.js
touch ${at}/working
while [ -d ${at} ] && [ ! -e ${at}/open ]; do sleep 0.05; done
`);
  const running = run(root, agent);
  await expect.poll(() => existsSync(join(at, "working")), { timeout: 30_000 }).toBe(true);
  await must(root, ["take", "--over", id, "--reason", "I do it myself.", "--as", "ann"]);
  const before = git(root, "rev-parse", "main", "docket");
  writeFileSync(join(at, "open"), "");
  const report = await running;
  expect(report, JSON.stringify(report)).toMatchObject({ code: 1, orders: [], stopped: [{ code: "not-the-holder" }] });
  expect(git(root, "rev-parse", "main", "docket")).toBe(before);
  expect(await show(root, id)).toMatchObject({ status: "doing", assignee: "ann" });
  const { orders: held } = JSON.parse((await docket(root, ["status", "--json"])).stdout);
  expect(held).toMatchObject([{ ticket: id, holder: "ann", kind: "person" }]);
  await must(root, ["release", id, "--as", "ann"]);
});

test("an agent that fails is given up on, its work stays on its branch, and the ticket is blocked in the end", async () => {
  const root = await project({ gate: "true" });
  orders(root, { maxAttempts: 2 });
  const id = await chore(root, "src/a.js");
  const before = users(root);
  const report = await run(root, script("echo 'export {};' > src/a.js\necho 'I cannot' >&2\nexit 4\n"));
  expect(report).toMatchObject({ code: 1, stopped: [], orders: [{ result: "failed" }, { result: "failed" }] });
  expect(report.orders[0]?.reason).toContain("exit code 4");
  expect(await show(root, id)).toMatchObject({ status: "blocked" });
  expect(users(root)).toBe(before);
});

test("an agent may commit by itself, and its commits are proven and merged like Docket's", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const agent = script(
    "echo 'export {};' > src/a.js\ngit add -A\ngit commit -qm 'feat: mine'\necho 'export const b = 1;' > src/a.js\n",
  );
  expect(await run(root, agent)).toMatchObject({ code: 0, orders: [{ ticket: id, result: "done", rounds: 1 }] });
  expect(git(root, "log", "--format=%s", "main")).toContain("feat: mine");
  expect(readFileSync(join(root, "src/a.js"), "utf8")).toBe("export const b = 1;\n");
});

test("an agent that tears out its checkout's git, or points it elsewhere, does no harm to the user's repository", async () => {
  const root = await project({ gate: "true" });
  orders(root, { maxAttempts: 1 });
  const ids = [await chore(root, "src/a.js"), await chore(root, "src/b.js"), await chore(root, "src/c.js")];
  put(root, { "mine.txt": "staged, not committed\n" });
  git(root, "add", "mine.txt");
  const before = users(root);
  const agent = script(`echo 'export {};' > src/a.js; echo 'export {};' > src/b.js; echo 'export {};' > src/c.js
case "$DOCKET_TICKET" in
  ${ids[0]}) rm .git ;;
  ${ids[1]}) rm .git; echo "gitdir: ${root}/.git" > .git ;;
  ${ids[2]}) git checkout -q -b another; git add -A; git commit -qm other ;;
esac
`);
  const report = await run(root, agent);
  expect(users(root)).toBe(before);
  expect(
    report.orders.map(({ result }) => result),
    JSON.stringify(report),
  ).toEqual(["failed", "failed", "failed"]);
  expect(report.code).toBe(1);
  for (const id of ids) expect((await show(root, id)).status).toBe("blocked");
});

test("what an agent writes outside its checkout is not part of its work", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const agent = script("echo 'export {};' > src/a.js\necho outside > ../../outside.txt\n");
  expect(await run(root, agent)).toMatchObject({ code: 0, orders: [{ ticket: id, result: "done" }] });
  expect(git(root, "status", "--porcelain")).toBe("?? outside.txt\n");
  expect(git(root, "ls-tree", "-r", "--name-only", "main")).not.toContain("outside.txt");
});

test("an agent reads the ticket, and from the second round on what the proof found", async () => {
  const root = await project({ gate: "test -f src/a.js" });
  const id = await chore(root, "src/a.js");
  const at = folder();
  const agent = script(`cat > ${at}/round-$DOCKET_ROUND
[ "$DOCKET_ROUND" = 2 ] && echo 'export {};' > src/a.js
echo "$DOCKET_ORDER $DOCKET_TICKET" > ${at}/env
true
`);
  expect(await run(root, agent)).toMatchObject({ code: 0, orders: [{ ticket: id, rounds: 2 }] });
  expect(readFileSync(join(at, "round-1"), "utf8")).toContain("AC-1");
  expect(readFileSync(join(at, "round-2"), "utf8")).toMatch(/What the proof found\n\n- /);
  expect(readFileSync(join(at, "env"), "utf8")).toMatch(new RegExp(`^WO-\\S+ ${id}$`, "m"));
});

test("what stops each ticket alike is told once, with its way out", async () => {
  const root = await project({ gate: "true" });
  for (const name of ["a", "b", "c"]) await chore(root, `src/${name}.js`);
  git(root, "checkout", "-q", "--detach");
  const report = await run(root, "true", "--parallel", "2");
  expect(report).toMatchObject({ code: 1, orders: [], stopped: [{ code: "base-unknown" }] });
  const shown = await docket(root, ["run", "--once", "--agent", "true"]);
  expect(shown.stdout).toContain("set orders.base");
});

test("an agent's last words cannot pass its commit off as another order's", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  await run(root, script("echo 'export {};' > src/a.js; echo 'Docket-Work-Order: WO-bbbbbb-bb'\n"));
  expect(await show(root, id)).toMatchObject({ status: "done" });
  const said = git(root, "log", "-2", "--format=%B");
  expect(said).toContain("Docket-Work-Order: WO-");
  expect(said).not.toContain("WO-bbbbbb-bb");
});
