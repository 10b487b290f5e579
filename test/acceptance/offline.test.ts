import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must, refusal, take } from "./_inside.ts";
import { chore, project, setting, work } from "./_project.ts";
import { folder, git } from "./_rig.ts";
import { show } from "./_tickets.ts";

/** Two clones of one project; the remote decides who holds what. */
async function twoClones() {
  const ann = await project({ gate: "true" });
  const remote = join(folder(), "remote.git");
  git(ann, "clone", "-q", "--bare", ann, remote);
  git(ann, "remote", "add", "origin", remote);
  git(ann, "fetch", "-q", "origin");
  setting(ann, /^claims:\n(?: .*\n)*|$(?![\s\S])/m, "claims:\n  remote: origin\n");
  const id = await chore(ann, "src/a.js");
  await must(ann, ["sync"]);
  const ben = join(folder(), "ben");
  git(ann, "clone", "-q", remote, ben);
  await must(ben, ["init", "--yes"]);
  await must(ben, ["trust"]);
  return { ann, ben, remote, id };
}

test("of two who took a ticket offline the first to sync has it, and both are told; the other's work stays", async () => {
  const { ann, ben, remote, id } = await twoClones();
  const first = await take(ann, id, "--offline", "--as", "ann");
  const second = await take(ben, id, "--offline", "--as", "ben");
  work(join(ann, first.worktree), { "src/a.js": "export const a = 1;\n" });
  work(join(ben, second.worktree), { "src/a.js": "export const a = 2;\n" });
  expect(git(remote, "for-each-ref", "refs/docket")).toBe("");

  const won = await must(ann, ["sync", "--as", "ann"]);
  expect(won.stdout).toContain(`${id} is held by ann: it was taken offline, and nobody was quicker`);
  const lost = await must(ben, ["sync", "--as", "ben"]);
  expect(lost.stdout).toContain(`${id} is held by ann, who was quicker than ${second.order}`);
  expect((await must(ben, ["sync"])).stdout).not.toContain("quicker");

  expect(await refusal(ben, ["finish", second.order, "--as", "ben"])).toMatchObject({
    code: "not-the-holder",
    message: expect.stringContaining("held by ann"),
  });
  const ended = JSON.parse((await docket(ben, ["reconcile", "--apply", "--json"])).stdout);
  expect(ended.repairs).toMatchObject([{ code: "order-lost-claim", subject: second.order }]);
  expect(git(ben, "show", `${second.branch}:src/a.js`)).toBe("export const a = 2;\n");
  await must(ben, ["sync"]);
  await must(ann, ["sync"]);
  for (const root of [ann, ben]) expect(await show(root, id)).toMatchObject({ status: "doing", assignee: "ann" });

  await must(ann, ["finish", id, "--as", "ann"]);
  await must(ann, ["integrate", id, "--as", "ann"]);
  expect(readFileSync(join(ann, "src/a.js"), "utf8")).toBe("export const a = 1;\n");
});

test("who takes offline what another has is told at the next sync who holds it", async () => {
  const { ann, ben, id } = await twoClones();
  await take(ann, id, "--as", "ann");
  const late = await take(ben, id, "--offline", "--as", "ben");
  const told = JSON.parse((await must(ben, ["sync", "--json", "--as", "ben"])).stdout);
  expect(told.claims).toEqual([{ ticket: id, outcome: "lost", holder: "ann", order: late.order }]);
});
