import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HONEST, project, readyTicket, take, work } from "./_project.ts";
import { git, must } from "./_rig.ts";

test("a worktree of the user's whose disk is not there keeps its record over a whole order", async () => {
  const root = await project();
  const away = `${root}-away`;
  mkdirSync(away);
  const mine = join(away, "mine");
  git(root, "worktree", "add", "--quiet", "-b", "mine", mine);
  renameSync(away, `${away}-unplugged`);
  const id = await readyTicket(root);
  const checkout = join(root, (await take(root, id)).worktree);
  work(checkout, HONEST);
  await must(checkout, ["finish"]);
  await must(root, ["integrate", id]);
  renameSync(`${away}-unplugged`, away);
  expect(git(mine, "status", "--porcelain", "--branch")).toContain("## mine");
});
