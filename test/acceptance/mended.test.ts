import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { must, proof, refusal, take } from "./_inside.ts";
import { moments } from "./_moments.ts";
import { bodyFor, gates, HONEST, NODE_TEST, orders, project, readyTicket, setting, work } from "./_project.ts";
import { docket, git, put } from "./_rig.ts";
import { show } from "./_tickets.ts";

const { at: placeOf, keep, begin } = moments();
const root = placeOf("app");
await project({ at: root, gate: "true" });
keep("empty");
const id = await readyTicket(root, "Write a", "chore", bodyFor("src/a.js"));
keep("ready");
const { order, worktree } = await take(root, id);
const checkout = join(root, worktree);
work(checkout, { "src/a.js": "export {};\n" });
keep("worked");

/** A taken bug on which the honest work is done, in a project whose tests are run. */
async function honest() {
  begin("empty");
  await gates(root, { test: NODE_TEST });
  const id = await readyTicket(root);
  const taken = await take(root, id);
  const checkout = join(root, taken.worktree);
  work(checkout, HONEST);
  return { id, checkout, order: taken.order };
}

const verdictOf = (order: string): string => join(root, "docket/orders", order, "verdict.json");

test("a dirty tree, a file out of scope, a protected file: each has its code and is accepted when mended", async () => {
  const { id, checkout } = await honest();

  put(checkout, { "src/left.js": "export {};\n" });
  expect(await proof(checkout)).toMatchObject({ result: "failed", codes: expect.arrayContaining(["worktree-dirty"]) });
  git(checkout, "add", "-A");
  git(checkout, "commit", "-qm", "Add something else");
  expect((await proof(checkout)).codes).toEqual(["scope-outside"]);
  git(checkout, "reset", "-q", "--hard", "HEAD~1");

  put(checkout, { "test/vitest.config.js": "export default {};\n" });
  work(checkout, { "package.json": '{"name":"sums","type":"module","scripts":{"test":"true"}}\n' });
  const { codes } = await proof(checkout);
  expect(codes).toEqual(expect.arrayContaining(["scope-protected", "package-scripts-changed"]));
  expect(await refusal(checkout, ["finish"])).toMatchObject({ code: "not-proven", exit: 1 });
  git(checkout, "reset", "-q", "--hard", "HEAD~1");

  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
  await must(checkout, ["finish"]);
  expect(await show(root, id)).toMatchObject({ status: "review" });
});

test("a ticked criterion without evidence is refused, and one that names its test is shown", async () => {
  const { id, checkout, order } = await honest();
  const criteria = (text: string) => must(root, ["edit", id, "--section", "Acceptance Criteria", "--body", text]);
  await criteria("- [x] AC-1: sum of an empty list is 0");
  expect((await proof(checkout)).codes).toContain("criterion-without-evidence");
  await criteria("- [x] AC-1: sum of an empty list is 0 (test: adds nothing)");
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
  expect(JSON.parse(readFileSync(verdictOf(order), "utf8")).criteria).toMatchObject([{ shown: true }]);
});

test("a failing command, a slow one and one that writes files are refused, each with its code", async () => {
  begin("ready");
  await gates(root, { test: "sh check.sh" });
  work(root, { "check.sh": "exit 0\n" });
  const checkout = join(root, (await take(root, id)).worktree);
  work(checkout, { "src/a.js": "export {};\n" });

  await gates(root, { test: "sh check.sh", lint: "exit 3" });
  expect((await proof(checkout)).codes).toEqual(["check-failed"]);
  orders(root, { checkLimitMs: 1000 });
  await gates(root, { test: "sh check.sh", lint: "sleep 30" });
  expect((await proof(checkout)).codes).toEqual(["check-too-slow"]);
  await gates(root, { test: "sh check.sh", lint: "echo new > src/written.js" });
  expect((await proof(checkout)).codes).toContain("check-changed-files");
  git(checkout, "clean", "-qfd");
  await gates(root, { test: "sh check.sh", lint: "true" });
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
});

test("commands of the settings are run only after a person agreed to them, in take, verify and integrate", async () => {
  begin("worked");
  setting(root, /^(?:# )?gates:\n(?: .*\n)*/m, `gates:\n  test: "touch ${root}/ran"\n`);
  expect(await refusal(checkout, ["verify"])).toMatchObject({ code: "not-trusted", exit: 2 });
  expect(await refusal(checkout, ["finish"])).toMatchObject({ code: "not-trusted" });

  setting(root, /^(?:# )?gates:\n(?: .*\n)*/m, "gates:\n  test: true\n");
  await gates(root, { test: "true" });
  await must(checkout, ["finish"]);
  work(root, { "src/b.js": "export {};\n" });
  setting(root, /^(?:# )?gates:\n(?: .*\n)*/m, `gates:\n  test: "true"\n  ci: "touch ${root}/ran"\n`);
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "not-trusted" });

  await gates(root, { test: "true" });
  setting(root, /$(?![\s\S])/, `orders:\n  setUp:\n    commands: ["touch ${root}/ran"]\n`);
  const second = await readyTicket(root, "Write c", "chore", bodyFor("src/c.js"));
  expect(await refusal(root, ["take", second])).toMatchObject({ code: "not-trusted" });
  expect(await show(root, second)).toMatchObject({ status: "ready" });
  expect(existsSync(join(root, "ran"))).toBe(false);
  await must(root, ["trust"]);
  await take(root, second);
  expect(existsSync(join(root, "ran"))).toBe(true);
});

test("commands that a ticket brings are run only after a person approved just these", async () => {
  begin("ready");
  artifacts(root, "diff.patch");
  await must(root, ["edit", id, "--set", `verify=touch ${root}/ran`]);
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "not-takeable", exit: 3 });
  await must(root, ["approve", id, "--reason", "It only touches a file."]);
  const checkout = join(root, (await take(root, id)).worktree);
  work(checkout, { "src/a.js": "export {};\n" });
  await must(root, ["edit", id, "--set", `verify=touch ${root}/other`]);
  expect(await refusal(checkout, ["verify"])).toMatchObject({ code: "commands-not-approved", exit: 2 });
  expect(existsSync(join(root, "other"))).toBe(false);
  await must(root, ["approve", id, "--reason", "That one too."]);
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
  expect(existsSync(join(root, "other"))).toBe(true);
});

test("a file that the Definition of Done asks for has to be there", async () => {
  begin("ready");
  artifacts(root, "tests.log, bench.txt");
  const { worktree, order } = await take(root, id);
  const checkout = join(root, worktree);
  work(checkout, { "src/a.js": "export {};\n" });
  expect((await proof(checkout)).codes).toEqual(["artifact-missing"]);
  put(root, { [`.git/docket/runs/${order}/artifacts/bench.txt`]: "fast\n" });
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
});

test("a verdict is for one commit: stale, edited or missing ones open nothing", async () => {
  begin("worked");
  await must(checkout, ["finish"]);
  const passed = readFileSync(verdictOf(order), "utf8");

  work(checkout, { "src/a.js": "export const more = 1;\n" }, "More, after the proof");
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "verdict-stale", exit: 1 });
  writeFileSync(verdictOf(order), passed.replaceAll(JSON.parse(passed).head, head(checkout)));
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "verdict-edited" });
  expect(await refusal(checkout, ["finish"])).toMatchObject({ code: "verdict-edited" });
  git(join(root, "docket"), "rm", "-qf", `orders/${order}/verdict.json`);
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "verdict-missing", exit: 1 });
  expect(head(root)).toBe(git(root, "rev-parse", "main").trim());

  await must(checkout, ["verify"]);
  await must(checkout, ["finish"]);
  await must(root, ["integrate", id]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
  expect(readFileSync(join(root, "src/a.js"), "utf8")).toContain("more");
  // Everything the order made is gone, its branch too: it holds nothing that is not merged.
  expect(git(root, "branch", "--list", "feat/*")).toBe("");
});

test("going without a proof is a person's word with a reason, and stays to be seen", async () => {
  begin("ready");
  await gates(root, { test: "exit 1" });
  const { worktree, order } = await take(root, id);
  const checkout = join(root, worktree);
  work(checkout, { "src/a.js": "export {};\n" });
  const short = await refusal(root, ["finish", id, "--skip-verification", "because"]);
  expect(short).toMatchObject({ code: "skip-reason-too-short", exit: 2 });
  // Nothing is run, so nothing has to be agreed to.
  setting(root, /^gates:[\s\S]*?(?=^\S)/m, 'gates:\n  test: "exit 2"\n');
  expect(await refusal(root, ["verify", id])).toMatchObject({ code: "not-trusted" });
  await must(root, ["finish", id, "--skip-verification", "The gate is broken today."]);
  const { stdout } = await docket(root, ["show", id]);
  expect(stdout).toContain("The gate is broken today.");
  expect(readFileSync(verdictOf(order), "utf8")).toContain('"proof-skipped"');
  await must(root, ["integrate", id]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
});

/** What the Definition of Done asks to be there. */
function artifacts(root: string, names: string): void {
  const path = join(root, "docket/dod/DOD-DEFAULT.yaml");
  const text = readFileSync(path, "utf8").replace(/required_artifacts: .*/, `required_artifacts: [${names}]`);
  writeFileSync(path, text);
}

const head = (at: string): string => git(at, "rev-parse", "HEAD").trim();
