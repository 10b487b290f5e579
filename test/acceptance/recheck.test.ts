import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must, refusal, take } from "./_inside.ts";
import { HONEST, NODE_TEST, project, readyTicket, setting, work } from "./_project.ts";
import { folder, git } from "./_rig.ts";

/** A project in which one order was worked on, proven and merged; its branch is gone. */
async function merged(): Promise<{ readonly root: string; readonly id: string; readonly order: string }> {
  const root = await project();
  const id = await readyTicket(root);
  const taken = await take(root, id);
  const checkout = join(root, taken.worktree);
  work(checkout, HONEST);
  await must(checkout, ["finish"]);
  await must(root, ["integrate", id]);
  return { root, id, order: taken.order };
}

function clone(root: string, ...more: readonly string[]): string {
  const at = join(folder(), "clone");
  git(root, "clone", "-q", "--no-single-branch", ...more, `file://${root}`, at);
  return at;
}

test("a verdict is rechecked offline in a fresh clone, where the branch is gone, and run again there", async () => {
  const { root, id, order } = await merged();
  const fresh = clone(root);
  git(fresh, "remote", "set-url", "origin", "file:///nowhere");
  const { stdout } = await must(fresh, ["verify", id, "--recheck", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ order, result: "passed", foundBy: "commit", landed: true, findings: [] });
  expect((await must(fresh, ["verify", order, "--recheck"])).stdout).toContain("the verdict agrees with the history");
  // Commands that came with a clone are run only when a person agreed there.
  expect(await refusal(fresh, ["verify", id, "--recheck", "--run"])).toMatchObject({ code: "not-trusted" });
  await must(fresh, ["trust"]);
  expect((await must(fresh, ["verify", id, "--recheck", "--run"])).stdout).toContain(`passed  test: ${NODE_TEST}`);
  const again = await must(fresh, ["verify", id, "--recheck", "--run", "--json"]);
  expect(JSON.parse(again.stdout).checks).toMatchObject([{ name: "test", command: NODE_TEST, code: 0 }]);
});

test("where no gate is left to run, --run does not say that all is well", async () => {
  const { root, id } = await merged();
  setting(root, /^gates:\n(?: .*\n)*/m, "");
  const ran = await docket(root, ["verify", id, "--recheck", "--run"]);
  expect(ran.stdout).toContain("nothing was run again");
  expect(ran.code).toBe(1);
});

test("an edited verdict is refused, and work that is no longer in its base is told", async () => {
  const { root, id, order } = await merged();
  const path = join(root, "docket/orders", order, "verdict.json");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace('"commits": 1', '"commits": 2'));
  expect(await refusal(root, ["verify", id, "--recheck"])).toMatchObject({ code: "verdict-edited", exit: 1 });
  writeFileSync(path, text);
  git(root, "reset", "-q", "--hard", "HEAD~1");
  const { code, stdout } = await docket(root, ["verify", id, "--recheck", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ landed: false });
  expect(code).toBe(0);
});

test("a shallow clone says that it cannot tell, never that all is well", async () => {
  const { root, id } = await merged();
  const shallow = clone(root, "--depth", "1");
  expect(await refusal(shallow, ["verify", id, "--recheck"])).toMatchObject({ code: "verdict-not-checkable" });
});
