import { join } from "node:path";
import { expect, test } from "vitest";
import { chore, project, take, work } from "./_project.ts";
import { docket, git, must } from "./_rig.ts";

/** Every ref, claims and backlog among them, and every checkout with what is in it. */
const everything = (root: string, checkout: string): string =>
  [git(root, "for-each-ref"), git(root, "worktree", "list"), git(checkout, "status", "--porcelain", "--branch")].join(
    "",
  );

test("a dry run of any verb on an order moves no claim, no branch, no checkout and no ticket", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const { worktree, order } = await take(root, id);
  const checkout = join(root, worktree);
  const untouched = async (...verbs: readonly (readonly string[])[]): Promise<void> => {
    const before = everything(root, checkout);
    for (const verb of verbs) {
      const ran = await must(root, [...verb, "--dry-run"]);
      expect(ran.stderr, verb.join(" ")).toContain("dry run, nothing was written");
      expect(everything(root, checkout), verb.join(" ")).toBe(before);
    }
  };
  const ends = [
    ["finish", id, "--result", "failed", "--reason", "It does not build."],
    ["finish", id, "--result", "partial", "--reason", "Half of it."],
  ];
  await untouched(["release", id], ["heartbeat", id], ["take", "--over", id, "--reason", "I know better."], ...ends);
  work(checkout, { "src/a.js": "export {};\n" });
  await untouched(["verify", id], ["finish", id], ["release", id]);
  expect((await docket(root, ["finish", id, "--dry-run"])).stdout).toContain("would prove it first");
  await must(root, ["finish", id]);
  await untouched(["finish", id], ["integrate", id], ...ends);
  expect((await docket(root, ["integrate", id, "--dry-run"])).stdout).toContain(`of ${order} into main`);
  await must(root, ["integrate", id]);
});
