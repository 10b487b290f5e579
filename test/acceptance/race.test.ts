import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chore, project, setting } from "./_project.ts";
import { docket, fileOf, folder, git, must } from "./_rig.ts";
import { upTo } from "./_tickets.ts";

const long = process.env.DOCKET_LONG === "1";

/** As many ready tickets as one likes, each for a file of its own: the first is made, the others are written after it. */
async function many(root: string, count: number): Promise<readonly string[]> {
  const first = await chore(root, "src/n.js");
  const text = readFileSync(fileOf(root, first), "utf8");
  const letters = (n: number): string =>
    [...String(n).padStart(3, "0")].map((digit) => "bcdfghjkmn"[Number(digit)]).join("");
  const others = upTo(count - 1).map((n) => `CHORE-qqq${letters(n)}`);
  for (const id of others) writeFileSync(join(root, "docket/tickets", `${id}-write.md`), text.replaceAll(first, id));
  git(join(root, "docket"), "add", "-A");
  git(join(root, "docket"), "commit", "-qm", "Write many tickets");
  return [first, ...others];
}

interface Won {
  readonly ticket: string;
  readonly by: string;
  readonly order: string;
}

/** One racer takes what is next until nothing is left. */
async function takeAll(root: string, by: string): Promise<readonly Won[]> {
  const won: Won[] = [];
  for (;;) {
    const ran = await docket(root, ["take", "--next", "--as", by, "--json"]);
    if (ran.code !== 0) {
      expect(JSON.parse(ran.stdout).error, `${ran.stdout}${ran.stderr}`).toMatchObject({ code: "nothing-to-take" });
      return won;
    }
    const { ticket, order, fresh } = JSON.parse(ran.stdout);
    expect(fresh).toBe(true);
    won.push({ ticket, order, by });
  }
}

test("many processes take what is next at the same time: each ticket is taken once, with one checkout and one record", async () => {
  const [racers, tickets] = long ? [16, 200] : [8, 40];
  const root = await project({ gate: "true" });
  const ids = await many(root, tickets);
  const won = (await Promise.all(upTo(racers).map((n) => takeAll(root, `racer-${n}`)))).flat();
  expect(won.map(({ ticket }) => ticket).sort()).toEqual([...ids].sort());
  const trees = git(root, "worktree", "list", "--porcelain");
  for (const { order, ticket, by } of won) {
    expect(trees).toContain(`branch refs/heads/feat/wo-${order}\n`);
    expect(readFileSync(join(root, "docket/orders", order, "order.yaml"), "utf8")).toContain(`owner: ${by}\n`);
    expect(git(root, "log", "-1", "--format=%B", `refs/docket/claims/${ticket}`)).toContain(by);
  }
  const ports = Object.values(JSON.parse(readFileSync(join(root, ".git/docket/ports.json"), "utf8")));
  expect(ports.sort()).toEqual(won.map(({ order }) => order).sort());
  expect(git(join(root, "docket"), "status", "--porcelain")).toBe("");
}, 600_000);

test("two clones with one remote go for the same tickets: one winner each, and the loser is told who it is", async () => {
  const count = long ? 100 : 10;
  const root = await project({ gate: "true" });
  setting(root, /^claims:\n(?: .*\n)*|$(?![\s\S])/m, "claims:\n  remote: origin\n");
  const ids = await many(root, count);
  const remote = join(folder(), "remote.git");
  git(root, "clone", "-q", "--bare", root, remote);
  git(root, "remote", "add", "origin", remote);
  git(root, "fetch", "-q", "origin");
  await must(root, ["sync"]);
  const other = join(folder(), "other");
  git(root, "clone", "-q", remote, other);
  await must(other, ["init", "--yes"]);
  await must(other, ["trust"]);

  for (const id of ids) {
    const racers = [
      { at: root, name: "ann" },
      { at: other, name: "ben" },
    ];
    const ran = await Promise.all(racers.map(({ at, name }) => docket(at, ["take", id, "--as", name, "--json"])));
    expect(ran.map(({ code }) => code).sort(), ran.map((one) => one.stdout + one.stderr).join()).toEqual([0, 3]);
    const winner = racers[ran.findIndex(({ code }) => code === 0)]?.name ?? "";
    const loser = ran.find(({ code }) => code === 3);
    const { error } = JSON.parse(loser?.stdout ?? "");
    expect(error).toMatchObject({ code: "claim-held", message: expect.stringContaining(winner) });
    expect(git(remote, "log", "-1", "--format=%B", `refs/docket/claims/${id}`)).toContain(winner);
  }
}, 600_000);
