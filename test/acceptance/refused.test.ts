import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finished, must, proof, refusal, take } from "./_inside.ts";
import { moments } from "./_moments.ts";
import { bodyFor, chore, gates, orders, project, readyTicket, work } from "./_project.ts";
import { fileOf, folder, git, put, refusal as refusalOfProgram } from "./_rig.ts";
import { newTicket, show } from "./_tickets.ts";

const { at: placeOf, keep, begin } = moments();
const root = placeOf("app");
await project({ at: root, gate: "true" });
keep("empty");
const id = await chore(root, "src/a.js");
keep("ready");
const { order, worktree, branch } = await take(root, id);
const checkout = join(root, worktree);
keep("taken");

test("verbs on orders say what they miss: an order, an agent, a reason, a repository", async () => {
  begin("empty");
  const id = await newTicket(root, "Not looked at yet");
  for (const verb of ["verify", "finish", "integrate", "release", "heartbeat", "scope"])
    expect(await refusal(root, [verb]), verb).toMatchObject({ code: "order-not-named", exit: 2 });
  expect(await refusal(root, ["finish", "WO-zzzzzz-zz"])).toMatchObject({ code: "order-not-found", exit: 4 });
  expect(await refusal(root, ["finish", id])).toMatchObject({ code: "order-not-found", exit: 4 });
  expect(await refusal(root, ["run", "--once"])).toMatchObject({ code: "agent-not-named", exit: 2 });
  put(root, { "bad.json": '{"Title": [{"../outside": "text"}]}' });
  const broken = await refusal(root, ["run", "--once", "--agent", "rehearsed:bad.json"]);
  expect(broken).toMatchObject({ code: "rehearsal-broken", exit: 2 });
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "not-takeable", exit: 3 });
  expect(await refusal(root, ["take", "--next"])).toMatchObject({ code: "nothing-to-take", exit: 4 });
  expect(await refusal(root, ["take"])).toMatchObject({ code: "one-of-needed", exit: 2 });

  const plain = folder();
  await must(plain, ["init", "--yes"]);
  for (const verb of [["take", "--next"], ["status"], ["run", "--once", "--agent", "true"]])
    expect(await refusal(plain, verb)).toMatchObject({ code: "orders-need-git", exit: 2 });
});

test("a ready ticket with an error is not taken, by its name or as the next, until a person forces it or it is mended", async () => {
  begin("ready");
  await must(root, ["edit", id, "--section", "Affected Files", "--body", "src/a.js: create\nlib/b.js: create"]);
  const refused = await refusal(root, ["take", id]);
  expect(refused).toMatchObject({ code: "not-takeable", message: expect.stringContaining("scope-scattered") });
  expect(await refusal(root, ["take", "--next"])).toMatchObject({ code: "nothing-to-take" });
  await must(root, ["move", id, "refined", "--reason", "Look at it again."]);
  expect(await refusal(root, ["move", id, "ready"])).toMatchObject({ code: "move-not-allowed-yet" });
  await must(root, ["move", id, "ready", "--force", "--reason", "The two belong together."]);
  expect(await take(root, "--next")).toMatchObject({ ticket: id });
});

test("an epic that is named has to be there, and a ticket of it, where the settings ask for one too", async () => {
  begin("ready");
  await must(root, ["epic", "E-shop", "--title", "The shop"]);
  for (const words of [
    ["take", "--next"],
    ["take", id],
    ["take", "--list"],
    ["run", "--once", "--agent", "true"],
  ]) {
    const refused = await refusal(root, [...words, "--epic", "E-nope"]);
    expect(refused, words.join(" ")).toMatchObject({ code: "epic-unknown", hint: expect.stringContaining("E-shop") });
  }
  expect(await refusal(root, ["take", id, "--epic", "E-shop"])).toMatchObject({
    code: "not-takeable",
    message: expect.stringContaining("it belongs to no epic, not to E-shop"),
  });
  expect(await refusal(root, ["take", id, "--label", "api"])).toMatchObject({
    code: "not-takeable",
    message: expect.stringContaining("it has no label api"),
  });
  expect(await refusal(root, ["take", "--next", "--epic", "E-shop"])).toMatchObject({ code: "nothing-to-take" });

  orders(root, { requireEpic: true });
  expect(await refusal(root, ["take", id])).toMatchObject({
    code: "not-takeable",
    message: expect.stringContaining("it belongs to no epic"),
    hint: expect.stringContaining(`docket edit ${id} --set epic=`),
  });
  expect(await refusal(root, ["take", "--next"])).toMatchObject({ code: "nothing-to-take" });
  await must(root, ["edit", id, "--set", "epic=E-shop"]);
  expect(await take(root, id, "--epic", "E-shop")).toMatchObject({ ticket: id, fresh: true });
});

test("only a running order is worked on, only a finished one merged, only a failed one forgiven", async () => {
  begin("taken");
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "order-not-finished", exit: 3 });
  expect(await refusal(root, ["requeue", id, "--reason", "Anew."])).toMatchObject({
    code: "order-not-failed",
    exit: 3,
  });
  expect(await refusal(root, ["finish", id, "--result", "failed"])).toMatchObject({ code: "reason-needed", exit: 2 });
  const foreign = await refusal(root, ["release", id, "--as", "ann"]);
  expect(foreign).toMatchObject({ code: "not-the-holder", exit: 3, message: expect.stringContaining("mika") });
  const late = await refusal(root, ["take", id, "--as", "ann"]);
  expect(late).toMatchObject({ exit: 3, code: "claim-held", message: expect.stringContaining(`mika`) });

  await must(root, ["release", id]);
  for (const verb of ["verify", "finish", "integrate", "release", "heartbeat"])
    expect(await refusal(root, [verb, order]), verb).toMatchObject({ code: "order-not-running", exit: 3 });
  const over = await refusal(root, ["take", "--over", order, "--reason", "It is mine."]);
  expect(over).toMatchObject({ code: "order-not-running" });
  const [, advised = "none"] = /^docket show (\S+) tells/.exec(over.hint ?? "") ?? [];
  expect((await must(root, ["show", advised])).stdout).toContain(id);
  expect(await refusal(root, ["show", order])).toMatchObject({
    hint: expect.stringContaining(`docket show ${advised}`),
  });
});

test("a checkout that is gone and a record that cannot be read stop the order, and neither is overwritten", async () => {
  begin("taken");
  rmSync(checkout, { recursive: true });
  expect(await refusal(root, ["verify", id])).toMatchObject({ code: "worktree-gone", exit: 1 });
  git(root, "worktree", "prune");
  git(root, "worktree", "add", "-q", "--detach", checkout);
  expect(await refusal(root, ["verify", id])).toMatchObject({ code: "worktree-gone" });

  const record = join(root, "docket/orders", order, "order.yaml");
  const broken = "id: [not an order\n";
  writeFileSync(record, broken);
  for (const verb of ["verify", "finish", "release"])
    expect(await refusal(root, [verb, order]), verb).toMatchObject({ code: "order-broken", exit: 1 });
});

test("who takes an order over whose checkout is gone gets it again, with what is on its branch", async () => {
  begin("taken");
  work(checkout, { "src/a.js": "export {};\n" });
  rmSync(checkout, { recursive: true });
  put(root, { [`${worktree}/mine.txt`]: "in its place\n" });
  const inTheWay = await refusal(root, ["take", "--over", id, "--reason", "It is gone."]);
  expect(inTheWay).toMatchObject({ code: "worktree-gone" });
  expect(readFileSync(join(checkout, "mine.txt"), "utf8")).toBe("in its place\n");
  rmSync(checkout, { recursive: true });
  await must(root, ["take", "--over", id, "--reason", "It is gone."]);
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
});

test("a checkout that was switched to another branch is not what the order is about", async () => {
  begin("taken");
  work(checkout, { "src/a.js": "export {};\n" });
  git(checkout, "checkout", "-q", "-b", "mine");
  // Started, because here it is told only by where it stands.
  for (const verb of ["verify", "finish"])
    expect(await refusalOfProgram(checkout, [verb])).toMatchObject({ code: "off-branch", exit: 1 });
  git(checkout, "checkout", "-q", "--detach");
  expect(await refusalOfProgram(checkout, ["verify"])).toMatchObject({ code: "off-branch" });
  git(checkout, "checkout", "-q", branch);
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
});

test("work begins from a branch that is there", async () => {
  begin("ready");
  git(root, "checkout", "-q", "--detach");
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "base-unknown", exit: 2 });
  orders(root, { base: "nowhere" });
  expect(await refusal(root, ["take", id])).toMatchObject({ code: "base-unknown" });
  orders(root, { base: "main" });
  expect(await take(root, id)).toMatchObject({ base: "main" });
});

test("a base that moves whenever the result is proven is given up on after some tries, and nothing is published", async () => {
  begin("empty");
  git(root, "checkout", "-q", "-b", "elsewhere");
  orders(root, { base: "main" });
  const { id } = await finished(root, { "src/a.js": "export {};\n" });
  const onward = "git update-ref refs/heads/main $(git commit-tree -p refs/heads/main -m On refs/heads/main^{tree})";
  git(root, "update-ref", "refs/heads/main", git(root, "commit-tree", "-p", "main", "-m", "On", "main^{tree}").trim());
  work(root, { "src/other.js": "export {};\n" });
  git(root, "update-ref", "refs/heads/main", "elsewhere");
  await gates(root, { test: "true", ci: onward });
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "base-keeps-moving", exit: 3 });
  expect(git(root, "branch", "--list", "docket-queue/*")).toBe("");
  expect(git(root, "log", "--format=%s", "main")).not.toContain("Merge");
  await gates(root, { test: "true" });
  await must(root, ["integrate", id]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
});

test("work that does not merge goes back to its holder with the files named", async () => {
  begin("empty");
  const mine = await finished(root, { "src/a.js": "export const a = 1;\n" });
  work(root, { "src/a.js": "export const a = 2;\n" });
  const conflict = await refusal(root, ["integrate", mine.id]);
  expect(conflict).toMatchObject({ code: "merge-conflict", exit: 1, message: expect.stringContaining("src/a.js") });
  expect(await show(root, mine.id)).toMatchObject({ status: "doing" });
  git(mine.checkout, "merge", "-q", "-s", "ours", "main");
  await must(mine.checkout, ["finish"]);
  await must(root, ["integrate", mine.id]);
  expect(await show(root, mine.id)).toMatchObject({ status: "done" });
});

test("two changes that pass alone and fail together never meet on the base", async () => {
  begin("empty");
  await gates(root, { test: "test ! -f src/a.js || test ! -f src/b.js" });
  const a = await finished(root, { "src/a.js": "export {};\n" });
  const b = await finished(root, { "src/b.js": "export {};\n" });
  await must(root, ["integrate", a.id]);
  const main = git(root, "rev-parse", "main");
  expect(await refusal(root, ["integrate", b.id])).toMatchObject({ code: "not-proven", exit: 1 });
  expect(git(root, "rev-parse", "main")).toBe(main);
  expect(await show(root, b.id)).toMatchObject({ status: "doing" });
});

test("a scope may be widened in words only with a reason and an end", async () => {
  begin("empty");
  const id = await readyTicket(root, "Write all", "chore", bodyFor("src/a.js"));
  await must(root, ["edit", id, "--set", "scope=**"]);
  expect(await refusal(root, ["take", id])).toMatchObject({
    code: "not-takeable",
    message: expect.stringContaining('the scope allows "**", which is everything, without scope.override'),
    hint: expect.stringContaining("name the folders"),
  });
  await must(root, ["edit", id, "--set", "scope=src/**"]);
  const checkout = join(root, (await take(root, id)).worktree);
  await must(root, ["edit", id, "--set", "scope=**"]);
  work(checkout, { "src/z.js": "export {};\n" });
  expect((await proof(checkout)).codes).toEqual(["scope-wildcard"]);
  const scope = async (expires: string): Promise<void> => {
    const path = fileOf(root, id);
    const override = `  override_reason: The name is in every file of the program.\n  override_expires: "${expires}"\n`;
    const text = readFileSync(path, "utf8").replace(/^scope:.*\n(?: .*\n)*/m, `scope:\n  allow: ["**"]\n${override}`);
    writeFileSync(path, text);
  };
  await scope("2020-01-01");
  expect((await proof(checkout)).codes).toEqual(["scope-override-expired"]);
  await scope("2999-01-01");
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
  put(checkout, { "docket/tickets/x.md": "mine\n" });
  git(checkout, "add", "-f", "docket");
  git(checkout, "commit", "-qm", "Write a ticket");
  expect((await proof(checkout)).codes).toEqual(["scope-backlog"]);
});
