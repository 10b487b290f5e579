import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, finished, must, refusal, take } from "./_inside.ts";
import { chore, orders, project, work } from "./_project.ts";
import { git } from "./_rig.ts";
import { show } from "./_tickets.ts";

test("only the holder ends an attempt; others take it over first, and anybody merges what is finished", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const { worktree } = await take(root, id);
  work(join(root, worktree), { "src/a.js": "export {};\n" });
  const before = git(root, "rev-parse", "docket");
  const ways = [[], ["--result", "failed", "--reason", "No."], ["--skip-verification", "It is fine as it is."]];
  for (const way of ways) {
    const refused = await refusal(root, ["finish", id, ...way, "--as", "ann"]);
    expect(refused, way.join(" ")).toMatchObject({
      code: "not-the-holder",
      exit: 3,
      hint: expect.stringMatching("--over"),
    });
  }
  expect(git(root, "rev-parse", "docket")).toBe(before);
  // Looking is open to everybody.
  await must(root, ["verify", id, "--as", "ann"]);
  await must(root, ["take", "--over", id, "--reason", "Mika is away.", "--as", "ann"]);
  expect(await refusal(root, ["finish", id])).toMatchObject({ code: "not-the-holder" });
  await must(root, ["finish", id, "--as", "ann"]);
  expect(await refusal(root, ["finish", id, "--result", "failed", "--reason", "No."])).toMatchObject({
    code: "not-the-holder",
  });
  expect(await show(root, id)).toMatchObject({ status: "review" });
  await must(root, ["integrate", id, "--as", "ben"]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
});

test("finishing writes once, and finishing again nothing", async () => {
  const root = await project({ gate: "true" });
  const { id, checkout } = await finished(root, { "src/a.js": "export {};\n" });
  const log = (): readonly string[] => git(root, "log", "--format=%s", "refs/heads/docket").trim().split("\n");
  expect(log()[0]).toMatch(/prove and finish WO-/);
  expect(log()[1]).toMatch(/take as WO-/);
  const { length } = log();
  await must(checkout, ["finish"]);
  expect(log()).toHaveLength(length);
  // A commit or a file that came after the verdict is not what was proven.
  work(checkout, { "src/a.js": "export const more = 1;\n" });
  await must(checkout, ["finish"]);
  expect(log().length).toBeGreaterThan(length);
  expect(await show(root, id)).toMatchObject({ status: "review" });
});

test("a proof fails as often as the settings say; then the attempt ends, or a person allows more", async () => {
  const root = await project({ gate: "test -f src/good.js" });
  orders(root, { maxFailedVerifies: 2 });
  const id = await chore(root, "src/**");
  const { order, worktree } = await take(root, id);
  const checkout = join(root, worktree);
  work(checkout, { "src/a.js": "export {};\n" });
  const early = await refusal(root, ["requeue", id, "--reason", "Once more."]);
  expect(early).toMatchObject({ code: "order-not-failed" });
  for (const verb of [["verify"], ["finish"]]) expect((await docket(checkout, verb)).code, verb[0]).toBe(1);

  work(checkout, { "src/good.js": "export {};\n" });
  for (const verb of ["verify", "finish"]) {
    const refused = await refusal(checkout, [verb]);
    expect(refused, verb).toMatchObject({ code: "proofs-used-up", exit: 3, hint: expect.stringContaining("requeue") });
  }
  expect(await refusal(checkout, ["requeue", id, "--reason", "Once more."])).toMatchObject({ code: "persons-only" });
  const { stdout } = await must(root, ["requeue", id, "--reason", "The disk was full.", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ status: "doing", forgiven: [order] });
  await must(checkout, ["finish"]);
  expect(await show(root, id)).toMatchObject({ status: "review" });
});

test("an attempt whose proofs are used up can end as failed, and the next one counts anew", async () => {
  const root = await project({ gate: "false" });
  orders(root, { maxFailedVerifies: 1 });
  const id = await chore(root, "src/a.js");
  const { worktree } = await take(root, id);
  work(join(root, worktree), { "src/a.js": "export {};\n" });
  expect((await docket(root, ["verify", id])).code).toBe(1);
  expect(await refusal(root, ["verify", id])).toMatchObject({ code: "proofs-used-up" });
  await must(root, ["finish", id, "--result", "failed", "--reason", "The gate never passes."]);
  const next = await take(root, id);
  work(join(root, next.worktree), { "src/a.js": "export {};\n" });
  expect((await docket(root, ["verify", id])).code).toBe(1);
});
