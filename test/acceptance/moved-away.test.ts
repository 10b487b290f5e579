import { expect, test } from "vitest";
import { z } from "zod";
import { ask, finished, must, refusal, take, worked } from "./_inside.ts";
import { moments } from "./_moments.ts";
import { chore, orders, project, work } from "./_project.ts";
import { docket, git, put, must as started } from "./_rig.ts";
import { show } from "./_tickets.ts";

const integratedAnswer = z.object({ order: z.string(), ticket: z.string(), commit: z.string(), fresh: z.boolean() });
const tipOf = (root: string): string => git(root, "rev-parse", "main").trim();

const { at, keep, begin } = moments<"new" | "worked" | "finished">();
const root = await project({ at: at("app"), gate: "true" });
keep("new");
/** The one ticket of the two later moments. */
const { id, order, branch, checkout } = await worked(root, { "src/a.js": "export {};\n" });
keep("worked");
await must(checkout, ["finish"]);
keep("finished");

test("whoever parks, rejects or takes back a ticket has the later word: its order is not finished over it", async () => {
  begin("worked");
  await must(root, ["move", id, "blocked", "--reason", "Wait for the lawyers."]);
  const blocked = await refusal(root, ["finish", id]);
  expect(blocked).toMatchObject({ code: "ticket-moved-away", exit: 3, message: expect.stringContaining("blocked") });
  expect(blocked.hint).toContain(`docket move ${id} doing`);
  // A proof alone moves nothing, so it may be made.
  await must(root, ["verify", id]);
  expect(await refusal(root, ["finish", id])).toMatchObject({ code: "ticket-moved-away" });
  expect(await show(root, id)).toMatchObject({ status: "blocked" });

  await must(root, ["move", id, "doing"]);
  await must(root, ["close", id, "--rejected", "wont_do", "--resolution", "Nobody wants it any more."]);
  const rejected = await refusal(root, ["finish", id]);
  expect(rejected).toMatchObject({ code: "ticket-moved-away", hint: expect.stringContaining("docket release") });
  // Giving back what is closed opens nothing again.
  await must(root, ["release", order]);
  expect(await show(root, id)).toMatchObject({ status: "rejected" });
  expect((await docket(root, ["reconcile"])).stdout).toContain("everything agrees");
});

test("an attempt that fails or ends in part leaves a parked ticket parked", async () => {
  begin("new");
  const [one, two] = [await chore(root, "src/a.js"), await chore(root, "src/b.js")];
  for (const each of [one, two]) {
    await take(root, each);
    await must(root, ["move", each, "deferred", "--reason", "Next year."]);
  }
  await must(root, ["finish", one, "--result", "failed", "--reason", "It does not build."]);
  await must(root, ["finish", two, "--result", "partial", "--reason", "Half of it."]);
  for (const each of [one, two]) {
    expect(await show(root, each)).toMatchObject({ status: "deferred" });
    expect(await refusal(root, ["take", each])).toMatchObject({ code: "not-takeable" });
  }
  expect((await docket(root, ["reconcile"])).stdout).toContain("everything agrees");
});

test("work that was sent back, parked or rejected while it waited is not merged", async () => {
  begin("finished");
  const before = tipOf(root);
  for (const [status, ...more] of [["blocked"], ["doing"], ["ready"], ["rejected", "--rejection", "wont_do"]]) {
    await must(root, ["move", id, status ?? "", "--reason", "Not like this.", ...more]);
    const refused = await refusal(root, ["integrate", id]);
    expect(refused, status).toMatchObject({ code: "ticket-moved-away", message: expect.stringContaining(`${status}`) });
    expect([tipOf(root), git(root, "branch", "--list", "docket-queue/*")]).toEqual([before, ""]);
    expect(await show(root, id)).toMatchObject({ status });
    if (status === "blocked") await must(root, ["move", id, "review"]);
    if (status === "doing") await started(checkout, ["finish"]);
  }
  await must(root, ["reconcile", "--apply"]);
  expect((await docket(root, ["reconcile"])).stdout).toContain("everything agrees");
  expect(git(root, "branch", "--list", "feat/*")).toContain("feat/");
});

test("an order that is merged already is told so, and nobody is sent to take it over", async () => {
  begin("finished");
  const first = await ask(root, integratedAnswer, ["integrate", id]);
  expect(first.fresh).toBe(true);
  const again = await ask(root, integratedAnswer, ["integrate", id]);
  expect(again).toMatchObject({ order, ticket: id, fresh: false, commit: first.commit });
  expect((await started(root, ["integrate", id])).stdout).toContain("already");
  for (const verb of ["verify", "finish"]) {
    const refused = await refusal(root, [verb, order]);
    expect(refused).toMatchObject({ code: "order-not-running", message: `${order} is merged, not running` });
  }
});

test("work that came to its base as a squash is recognised by integrate, and no empty merge is put on top", async () => {
  begin("finished");
  git(root, "merge", "-q", "--squash", branch);
  git(root, "commit", "-qm", "Squashed (#12)");
  const squashed = tipOf(root);
  const merged = await ask(root, integratedAnswer, ["integrate", id]);
  expect(merged).toMatchObject({ fresh: false, commit: squashed });
  expect(tipOf(root)).toBe(squashed);
  expect(await show(root, id)).toMatchObject({ status: "done" });

  // The base went on in the very lines: a merge would be a conflict, and there is nothing to merge.
  const two = await finished(root, { "src/b.js": "export {};\n" });
  git(root, "merge", "-q", "--squash", two.branch);
  git(root, "commit", "-qm", "Squashed (#13)");
  const second = tipOf(root);
  work(root, { "src/b.js": "export const more = 1;\n" }, "More of it");
  expect(await ask(root, integratedAnswer, ["integrate", two.id])).toMatchObject({ fresh: false, commit: second });
  expect(await show(root, two.id)).toMatchObject({ status: "done" });
  expect((await docket(root, ["reconcile"])).stdout).toContain("everything agrees");
});

test("a branch that was moved back after its proof is not finished by that proof", async () => {
  begin("finished");
  git(checkout, "checkout", "-q", "--detach");
  git(root, "branch", "-qf", branch, "main");
  expect(await refusal(root, ["finish", id])).toMatchObject({ code: "off-branch" });
  git(checkout, "checkout", "-q", branch);
  git(root, "branch", "-m", branch, "mine");
  const renamed = await refusal(root, ["verify", id]);
  expect(renamed).toMatchObject({ code: "off-branch", hint: `git branch -m mine ${branch}` });
  git(checkout, "checkout", "-q", "--detach");
  git(root, "branch", "-D", "mine");
  expect((await refusal(root, ["verify", id])).hint).toContain(`git switch -c ${branch}`);
});

test("a base that was moved back gets nothing back by a merge that was taken out of it", async () => {
  begin("new");
  const before = tipOf(root);
  work(root, { "src/secret.js": "export {};\n" }, "To be taken out again");
  const more = await finished(root, { "src/a.js": "export {};\n" });
  git(root, "reset", "-q", "--hard", before);
  expect(await refusal(root, ["integrate", more.id])).toMatchObject({ code: "verdict-stale" });
  // The proof is made anew, and there the work is more than its ticket allows.
  const again = await refusal(root, ["finish", more.id]);
  expect(again).toMatchObject({ code: "not-proven", message: expect.stringContaining("src/secret.js") });
  expect([tipOf(root), git(root, "branch", "--list", "docket-queue/*")]).toEqual([before, ""]);
  git(root, "branch", "-m", "main", "trunk");
  for (const verb of ["verify", "finish"])
    expect(await refusal(root, [verb, more.order])).toMatchObject({
      code: "base-unknown",
      hint: expect.stringContaining("git branch main"),
    });
});

test("a finished branch that was deleted or renamed is named, with the way back", async () => {
  begin("finished");
  git(checkout, "checkout", "-q", "--detach");
  git(root, "branch", "-q", "-m", branch, "mine");
  const gone = await refusal(root, ["integrate", id]);
  expect(gone).toMatchObject({ code: "order-branch-gone", exit: 1, message: expect.stringContaining(branch) });
  git(root, "branch", "-q", "-m", "mine", branch);
  await must(root, ["integrate", id]);
});

test("a person's no stops a merge until a person says yes; an agent's review is a word among others", async () => {
  begin("finished");
  const agent = { env: { DOCKET_ACTOR: "agent:bot" } };
  await started(root, ["review", id, "--request-changes", "--body", "I would write it otherwise."], agent);
  await must(root, ["reject", order, "--reason", "It drops\nthe table."]);
  const refused = await refusal(root, ["integrate", id]);
  expect(refused).toMatchObject({ code: "work-refused", exit: 3 });
  expect(refused.message).toBe(`mika asked for changes in ${order}: It drops the table.`);
  work(checkout, { "src/a.js": "export const a = 1;\n" });
  await started(checkout, ["finish"]);
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "work-refused" });
  const praise = ["review", id, "--approve", "--body", "I like my own work."];
  expect(await refusal(checkout, praise)).toMatchObject({ code: "persons-only" });
  await started(checkout, praise, agent);
  expect(await refusal(root, ["integrate", id])).toMatchObject({ code: "work-refused" });
  await must(root, ["approve", order, "--reason", "Better."]);
  await must(root, ["integrate", id]);
});

test("what may still be done with an order that ended is what its hint says", async () => {
  begin("finished");
  const done = await refusal(root, ["release", order]);
  expect(done).toMatchObject({ code: "order-not-running", hint: expect.stringContaining("--result partial") });
  await must(root, ["finish", order, "--result", "partial", "--reason", "Not now."]);
  expect((await refusal(root, ["release", order])).hint).toContain("docket take");
  const again = await take(root, id);
  await must(root, ["finish", id, "--result", "failed", "--reason", "No."]);
  expect((await refusal(root, ["release", again.order])).hint).toContain("docket requeue");
});

test("what keeps a base from landing is named with its own way out", async () => {
  begin("new");
  orders(root, { integrate: "merge" });
  const waiting = await finished(root, { "src/a.js": "export {};\n" });
  git(root, "checkout", "-q", "-b", "side");
  work(root, { "side.txt": "mine\n" }, "Mine");
  git(root, "checkout", "-q", "main");
  git(root, "merge", "-q", "--no-commit", "--no-ff", "side");
  const mine = git(root, "status", "--porcelain");
  const merging = await refusal(root, ["integrate", waiting.id]);
  expect(merging).toMatchObject({ code: "landing-waits", message: expect.stringContaining("merge") });
  expect(merging.hint).not.toContain("files that are in the way");
  expect(git(root, "status", "--porcelain")).toBe(mine);
  git(root, "merge", "--abort");
  put(root, { "src/a.js": "mine\n" });
  expect((await refusal(root, ["integrate", waiting.id])).hint).toContain("files that are in the way");
});
