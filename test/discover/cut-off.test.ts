import { existsSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { todo } from "../../src/discover/todo.ts";
import { hostWorld } from "../../src/host/world.ts";
import { discoverOnce } from "../rigs/discover-rounds.ts";
import { makeRepo } from "../rigs/repo.ts";
import { tableOf } from "../rigs/scripted-source.ts";
import { callVerb } from "./_verb.ts";

test("what a look that was cut off left is no edit by hand, and the next look finishes it with nothing of its own to write", async () => {
  using repo = makeRepo();
  repo.write("a.ts", "// TODO: one\n");
  const world = hostWorld();
  await callVerb(world, repo.path, "init", {});
  const look = () => discoverOnce({ world: hostWorld(), cwd: repo.path, table: tableOf(todo) });
  const codes = async () =>
    JSON.stringify(await callVerb(hostWorld(), repo.path, "doctor", {})).match(/(?<="code":")[^"]+/g);
  // A git that was killed leaves its lock, which is too young to be taken for dead.
  const lock = `${repo.path}/.git/worktrees/docket/index.lock`;
  const journal = `${repo.path}/.git/docket/journal.json`;
  writeFileSync(lock, "");
  expect((await look()).sources).toMatchObject([{ added: 1 }]);
  expect(existsSync(journal)).toBe(true);
  expect(await codes()).toEqual(["journal-pending"]);
  rmSync(lock);
  expect((await look()).sources).toMatchObject([{ added: 0 }]);
  expect(existsSync(journal)).toBe(false);
  expect(await codes()).toBeNull();
});
