import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { call, must, readyBench, realWorld } from "./_bench.ts";
import { folder } from "./_rig.ts";

/** How often the claim of a ticket was renewed since it was taken. */
function beats(root: string, id: string): number {
  const text = gitIn(root, "log", "-1", "--format=%B", `refs/docket/claims/${id}`);
  return Number(/counter\W+(\d+)/.exec(text)?.[1] ?? Number.NaN);
}

// The clock of these worlds lets a sleep pass at once, so an hour's lease goes by while an agent of a second works.

test("as long as an agent works, the claim of its order is renewed", async () => {
  using repo = makeRepo();
  const id = await readyBench(repo.path);
  const at = folder();
  const agent = `echo Ada > friends.md; while [ -d ${at} ] && [ ! -e ${at}/open ]; do sleep 0.05; done`;
  const running = call(realWorld(5), repo.path, ["run", { once: true, agent, max_items: 1, parallel: 1 }]);
  await expect.poll(() => existsSync(join(repo.path, ".git/refs/docket/claims", id)), { timeout: 30_000 }).toBe(true);
  await expect.poll(() => beats(repo.path, id), { timeout: 30_000 }).toBeGreaterThan(5);
  writeFileSync(join(at, "open"), "");
  expect(must(await running)).toMatchObject({ orders: [{ ticket: id, result: "done" }], stopped: [] });
});

test("an agent is stopped as soon as its order is somebody else's", async () => {
  using repo = makeRepo();
  const id = await readyBench(repo.path);
  const at = folder();
  const agent = `touch ${at}/working; while [ -d ${at} ]; do sleep 0.05; done`;
  const running = call(realWorld(5), repo.path, ["run", { once: true, agent, max_items: 1, parallel: 1 }]);
  await expect.poll(() => existsSync(join(at, "working")), { timeout: 30_000 }).toBe(true);
  must(await call(realWorld(600), repo.path, ["take", { over: id, reason: "I do it myself." }]));
  const { orders, stopped } = must(await running) as { orders: readonly unknown[]; stopped: readonly unknown[] };
  expect(orders).toEqual([]);
  expect(stopped).toMatchObject([{ code: "not-the-holder" }]);
});
