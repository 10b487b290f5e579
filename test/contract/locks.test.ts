import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { systemClock } from "../../src/host/clock.ts";
import { sqliteLocks } from "../../src/host/locks.ts";
import { systemRandom } from "../../src/host/random.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { LockHolder, Locks } from "../../src/ports/locks.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryLocks } from "../../src/twins/memory-locks.ts";
import { startChild } from "./child.ts";
import { tempFolder } from "./temp-folder.ts";

const ME: LockHolder = {
  pid: process.pid,
  host: "here",
  actor: "ann",
  command: "docket edit",
  since: "2030-01-01T00:00:00Z",
};
const hostLocks = (): Locks => sqliteLocks(systemClock(), systemRandom());

const SUBJECTS = [
  ["host", () => ({ locks: hostLocks(), path: `${tempFolder()}/new/folder/lock`, clock: systemClock() })],
  ["memory", () => onManualClock()],
] as const;

function onManualClock() {
  const clock = manualClock();
  return { locks: memoryLocks(clock), path: "/locks/lock", clock };
}

test.each(SUBJECTS)(
  "%s: excludes a second writer of the same process, names the holder, and frees",
  async (_name, make) => {
    const { locks, path } = make();
    expect(locks.holder(path)).toBeUndefined();
    const first = await locks.acquire(path, ME, 0);
    expect(first.ok).toBe(true);
    expect(locks.holder(path)).toEqual(ME);
    const second = await locks.acquire(path, { ...ME, actor: "bob" }, 20);
    expect(second).toMatchObject({ ok: false, fault: { code: "lock-held" } });
    for (const part of [String(process.pid), "here", "ann", "docket edit", ME.since]) {
      expect(second.ok ? "" : second.fault.message).toContain(part);
    }
    if (first.ok) for (let time = 0; time < 2; time++) first.value.release();
    expect(locks.holder(path)).toBeUndefined();
    expect((await locks.acquire(path, ME, 0)).ok).toBe(true);
  },
);

test.each(SUBJECTS)("%s: a waiting writer gets the lock when it is released", async (_name, make) => {
  const { locks, path } = make();
  const first = await locks.acquire(path, ME, 0);
  const second = locks.acquire(path, { ...ME, actor: "bob" }, 60_000);
  if (first.ok) first.value.release();
  expect((await second).ok).toBe(true);
  expect(locks.holder(path)?.actor).toBe("bob");
});

test.each(SUBJECTS)("%s: who waits is not sent away while the lock goes from hand to hand", async (_name, make) => {
  const { locks, path, clock } = make();
  const take = async (since: string) => {
    const taken = await locks.acquire(path, { ...ME, since }, 0);
    if (!taken.ok) throw new Error(taken.fault.message);
    return taken.value;
  };
  let held = await take("turn 0");
  let [isDone, turns] = [false, 0];
  const waiting = locks.acquire(path, { ...ME, actor: "bob" }, 400).finally(() => {
    isDone = true;
  });
  const start = clock.monotonic();
  while (clock.monotonic() - start < 1_000 && !isDone) {
    await clock.sleep(20);
    held.release();
    turns += 1;
    held = await take(`turn ${turns}`);
  }
  expect(isDone).toBe(false);
  held.release();
  expect((await waiting).ok).toBe(true);
});

test.each(SUBJECTS)("%s: but not for ever", async (_name, make) => {
  const { locks, path, clock } = make();
  let turns = 0;
  const change = async () => {
    const taken = await locks.acquire(path, { ...ME, since: `turn ${turns}` }, 0);
    if (!taken.ok) throw new Error(taken.fault.message);
    return taken.value;
  };
  let held = await change();
  let isDone = false;
  const waiting = locks.acquire(path, { ...ME, actor: "bob" }, 50).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await clock.sleep(10);
    held.release();
    turns += 1;
    held = await change();
  }
  expect(await waiting).toMatchObject({ ok: false, fault: { code: "lock-held" } });
});

/** Time that only moves from one look to the next: nobody waits so long that it tries out of turn. */
function slowClock(): Clock {
  let looks = 0;
  const monotonic = (): number => {
    looks += 1;
    return looks / 1_000;
  };
  return { now: () => 0, monotonic, sleep: () => new Promise((resolve) => setImmediate(resolve)) };
}

const waitingIn = (path: string): readonly string[] => readdirSync(`${path}.line`);

test("who came first gets the lock first, and who comes back is the last", async () => {
  const path = `${tempFolder()}/lock`;
  const locks = sqliteLocks(slowClock(), systemRandom());
  const got: string[] = [];
  const take = async (actor: string) => {
    const taken = await locks.acquire(path, { ...ME, actor }, 60_000);
    if (!taken.ok) throw new Error(taken.fault.message);
    got.push(actor);
    return taken.value;
  };
  const first = await take("first");
  const others = ["a", "b", "c", "d", "e"].map(async (actor) => (await take(actor)).release());
  first.release();
  const again = take("first");
  await Promise.all(others);
  expect(got.slice(0, 6)).toEqual(["first", "a", "b", "c", "d", "e"]);
  (await again).release();
  expect(got).toHaveLength(7);
  expect(waitingIn(path)).toEqual([]);
});

test("the place of a waiting process that was killed is nobody's", async () => {
  const path = `${tempFolder()}/lock`;
  const first = await hostLocks().acquire(path, ME, 0);
  const child = startChild("hold-lock.ts", path, "60000");
  await vi.waitUntil(() => existsSync(`${path}.line`) && waitingIn(path).length > 0, { timeout: 20_000 });
  writeFileSync(`${path}.line/.not-ours`, "");
  child.process.kill("SIGKILL");
  await child.ended;
  expect(waitingIn(path)).toHaveLength(2);
  const second = sqliteLocks(slowClock(), systemRandom()).acquire(path, { ...ME, actor: "bob" }, 60_000);
  if (first.ok) first.value.release();
  expect((await second).ok).toBe(true);
  expect(waitingIn(path)).toEqual([".not-ours"]);
});

test("a waiting process that is stopped holds nobody up for long, and loses its place", async () => {
  const path = `${tempFolder()}/lock`;
  const first = await hostLocks().acquire(path, ME, 0);
  const child = startChild("hold-lock.ts", path, "60000");
  await vi.waitUntil(() => existsSync(`${path}.line`) && waitingIn(path).length > 0, { timeout: 20_000 });
  child.process.kill("SIGSTOP");
  if (first.ok) first.value.release();
  for (const waitMs of [20_000, 50]) {
    const taken = await hostLocks().acquire(path, ME, waitMs);
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.value.release();
    expect(waitingIn(path)).toEqual([]);
  }
  child.process.kill("SIGCONT");
  expect(await child.line()).toBe("held");
});

test("the first in line looks often, and the last look comes when the time is over", async () => {
  const path = `${tempFolder()}/lock`;
  const clock = manualClock();
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return clock.sleep(ms);
  };
  const locks = sqliteLocks({ ...clock, sleep }, systemRandom());
  const first = await locks.acquire(path, ME, 0);
  expect(await locks.acquire(path, { ...ME, actor: "bob" }, 4_000)).toMatchObject({ fault: { code: "lock-held" } });
  expect(waits.reduce((sum, ms) => sum + ms)).toBeCloseTo(4_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(3);
  if (first.ok) first.value.release();
});

test("a holder that is killed frees the lock in less than a second", async () => {
  const path = `${tempFolder()}/lock`;
  const child = startChild("hold-lock.ts", path);
  expect(await child.line()).toBe("held");
  expect(hostLocks().holder(path)?.actor).toBe("child");
  expect(await hostLocks().acquire(path, ME, 30)).toMatchObject({ ok: false, fault: { code: "lock-held" } });
  child.process.kill("SIGKILL");
  await child.ended;
  expect(existsSync(`${path}.holder`)).toBe(true);
  expect(hostLocks().holder(path)).toBeUndefined();
  expect((await hostLocks().acquire(path, ME, 1_000)).ok).toBe(true);
});

test("deleting the lock file under a living holder lets nobody else in; its death does", async () => {
  const path = `${tempFolder()}/lock`;
  const child = startChild("hold-lock.ts", path);
  expect(await child.line()).toBe("held");
  rmSync(path);
  expect(hostLocks().holder(path)?.actor).toBe("child");
  expect(await hostLocks().acquire(path, ME, 60)).toMatchObject({ ok: false, fault: { code: "lock-held" } });
  child.process.kill("SIGKILL");
  await child.ended;
  expect((await hostLocks().acquire(path, ME, 1_000)).ok).toBe(true);
});

test("four processes lose no update", async () => {
  const folder = tempFolder();
  const args = [`${folder}/lock`, `${folder}/count`, "50"];
  const children = Array.from({ length: 4 }, () => startChild("count-up.ts", ...args));
  expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0, 0]);
  expect(readFileSync(`${folder}/count`, "utf8")).toBe("200");
}, 60_000);
