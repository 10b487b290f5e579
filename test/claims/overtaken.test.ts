import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Fault } from "../../src/std/fault.ts";
import { type Child, startChild } from "../contract/child.ts";
import { BASE, codeOf, desktop, forward, HOUR_MS, makeShared, must, ticket, wish } from "../rigs/claims.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";

const T = ticket("FEAT-k3f9q2");

interface Outcome {
  /** What git said, once for each time it refused. */
  readonly refusals: readonly string[];
  readonly fault?: Fault;
}

/** Lets the child go on until it has stopped itself. */
async function letItStop(child: Child): Promise<void> {
  child.process.stdin?.write("publish\n");
  const state = (): string =>
    execFileSync("ps", ["-o", "state=", "-p", String(child.process.pid)], { encoding: "utf8" }).trim();
  await expect.poll(state, { timeout: 30_000 }).toMatch(/^T/);
}

async function wake(child: Child): Promise<Outcome> {
  child.process.kill("SIGCONT");
  return JSON.parse(await child.line()) as Outcome;
}

test("a stopped holder is overtaken after its lease; when it wakes, git refuses what it publishes", async () => {
  using repo = makeRepo();
  repo.git("branch", "base");
  const child = startChild("../../claims/children/stop-and-publish.ts", repo.path, T);
  expect(await child.line()).toBe("taken");
  await letItStop(child);
  const { claims, world } = desktop(repo.path);
  world.clock.set(Date.now());
  expect(codeOf(await claims.take(wish(T, "ann")))).toBe("claim-held");
  world.clock.advance(HOUR_MS);
  const taken = must(await claims.take(wish(T, "ann")));
  const ours = must(await claims.publish(forward(repo.path, taken)));
  const landed = repo.git("rev-parse", BASE);

  const { refusals, fault } = await wake(child);

  expect(refusals[0]).toContain("refs/docket/claims/FEAT-k3f9q2");
  expect(fault).toMatchObject({ code: "claim-lost", message: expect.stringContaining("held by ann") });
  expect(repo.git("rev-parse", BASE)).toBe(landed);
  expect(must(await claims.read(T))?.claim).toEqual(ours.claim);
});

test("the same between two clones: the remote refuses, and nothing of the overtaken holder is published", async () => {
  using around = makeShared(2);
  const [mine = "", theirs = ""] = around.clones;
  for (const at of [mine, theirs]) gitIn(at, "branch", "base");
  gitIn(mine, "push", "-q", "origin", "base");
  const child = startChild("../../claims/children/stop-and-publish.ts", mine, T, "origin");
  expect(await child.line()).toBe("taken");
  await letItStop(child);
  // The process is known to be there on this machine, so the second clone plays one on another machine.
  const elsewhere = { processes: { ...desktop(theirs).world.processes, alive: () => undefined } };
  const { claims, world } = desktop(theirs, { remote: "origin" }, elsewhere);
  expect(codeOf(await claims.take(wish(T, "ann")))).toBe("claim-held");
  world.clock.advance(HOUR_MS);
  const taken = must(await claims.take(wish(T, "ann")));
  must(await claims.publish(forward(theirs, taken)));
  const landed = gitIn(around.remote, "rev-parse", BASE);

  const { refusals, fault } = await wake(child);

  expect(refusals[0]).toContain("stale info");
  expect(fault).toMatchObject({ code: "claim-lost", message: expect.stringContaining("held by ann") });
  expect(gitIn(around.remote, "rev-parse", BASE)).toBe(landed);
  expect(gitIn(mine, "rev-parse", BASE)).not.toBe(landed);
});
