import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HONEST, project, readyTicket, take, work } from "./_project.ts";
import { docket, git, must, put, refusal } from "./_rig.ts";
import { show } from "./_tickets.ts";

test("a ticket goes from ready to done: taken, worked on, proven, merged", async () => {
  const root = await project();
  const id = await readyTicket(root);
  const taken = await take(root, id);
  expect(taken).toMatchObject({ ticket: id, base: "main", token: 1, fresh: true });
  expect(taken.branch).toBe(`feat/wo-${taken.order}`);
  const checkout = join(root, taken.worktree);
  expect((await must(root, ["path", id])).stdout).toBe(`${checkout}\n`);
  expect(await show(root, id)).toMatchObject({ status: "doing", assignee: "mika" });
  expect(await take(root, id)).toMatchObject({ order: taken.order, fresh: false });

  work(checkout, HONEST);
  const verified = await docket(checkout, ["verify", "--json"]);
  const verdict = JSON.parse(verified.stdout);
  expect(verdict, verified.stdout).toMatchObject({ result: "passed", redGreen: { strength: "proven" } });
  expect(verified.code).toBe(0);

  await must(checkout, ["finish"]);
  expect(await show(root, id)).toMatchObject({ status: "review" });
  // From its checkout, which goes away under the caller.
  const merged = await must(checkout, ["integrate"]);
  expect(merged.stdout).toContain(`its checkout, in which you are, is gone: cd ${root}\n`);
  // Ranking learns from what work took; less than a minute counts as one.
  expect(await show(root, id)).toMatchObject({ status: "done", took_minutes: 1 });
  expect(readFileSync(join(root, "src/sum.js"), "utf8")).toBe(HONEST["src/sum.js"]);
  expect(git(root, "status", "--porcelain")).toBe("");
  expect(git(root, "log", "-1", "--format=%B")).toContain(`Docket-Work-Order: ${taken.order}`);
  expect(existsSync(checkout)).toBe(false);
  expect(git(root, "branch", "--list", taken.branch)).toBe("");
  expect(await refusal(root, ["heartbeat", id])).toMatchObject({ exit: 3 });
});

test("work that is not committed, out of scope or without a test is not proven", async () => {
  const root = await project();
  const id = await readyTicket(root);
  const checkout = join(root, (await take(root, id)).worktree);
  put(checkout, HONEST);
  const codes = async (): Promise<readonly string[]> => {
    const { stdout } = await docket(checkout, ["verify", "--json"]);
    const { findings, redGreen } = JSON.parse(stdout);
    return [...Object.values(findings).flat(), ...redGreen.findings].flatMap((one) => {
      const { code, severity } = one as { code: string; severity: string };
      return severity === "error" ? [code] : [];
    });
  };
  expect(await codes()).toEqual(expect.arrayContaining(["worktree-dirty", "nothing-committed"]));
  work(checkout, { ...HONEST, "src/other.js": "export const other = 1;\n" });
  expect(await codes()).toContain("scope-outside");
  git(checkout, "rm", "-q", "src/other.js");
  git(checkout, "checkout", "-q", "main", "--", "test/sum.test.js");
  git(checkout, "commit", "-qam", "Without a test");
  expect(await codes()).toContain("red-missing");
  expect(await refusal(checkout, ["finish"])).toMatchObject({ code: "not-proven", exit: 1 });
  expect(await show(root, id)).toMatchObject({ status: "doing" });
});
