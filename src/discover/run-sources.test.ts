import { expect, test } from "vitest";
import { ok } from "../std/result.ts";
import { type ManualClock, manualClock } from "../twins/manual-clock.ts";
import { testWorld } from "../twins/test-world.ts";
import { type Looking, runSources } from "./run-sources.ts";
import type { Seen, Source } from "./source.ts";

const NOTHING: Seen = { sightings: [], isWhole: true, findings: [] };

function source(name: string, collect: Source["collect"]): Source {
  return {
    name,
    summary: "",
    applies: async () => ({ applies: true }),
    collect,
    group: ({ id }) => id,
    advise: () => {
      throw new Error("nobody asked");
    },
  };
}

function looking(sources: readonly Source[], clock: ManualClock = manualClock(), more: Partial<Looking> = {}): Looking {
  return {
    world: { ...testWorld(), clock },
    root: "/project",
    sources,
    cores: 2,
    limitMs: 1_000,
    settingsOf: () => ({ include: [], exclude: [] }),
    cacheFolderOf: (name) => `/cache/${name}`,
    mayRun: () => ok(undefined),
    progress: () => undefined,
    ended: () => undefined,
    ...more,
  };
}

test("every source has an outcome of its own, in the order they were given", async () => {
  const clock = manualClock({ sleep: "wait" });
  const gone: Source = {
    ...source("gone", async () => ok(NOTHING)),
    applies: async () => ({ applies: false, why: "no such files" }),
  };
  const bad = source("bad", async () => {
    throw new Error("oh no");
  });
  const ended: string[] = [];
  const sources = [source("good", async () => ok(NOTHING)), gone, bad];
  const outcomes = await runSources(looking(sources, clock, { ended: (name) => ended.push(name) }));
  expect(outcomes).toMatchObject([
    { source: "good", seen: NOTHING },
    { source: "gone", skipped: "no such files" },
    { source: "bad", fault: { code: "source-broke", message: "the source bad ended with an error: oh no" } },
  ]);
  expect(ended.sort()).toEqual(["bad", "gone", "good"]);
});

test("a source that does not end is told to, and given up a while later; the others do not wait for it", async () => {
  const clock = manualClock({ sleep: "wait" });
  const { promise: quickEnded, resolve: quickEnds } = Promise.withResolvers<void>();
  const stubborn = source("stubborn", () => new Promise(() => undefined));
  const running = runSources(
    looking([stubborn, source("quick", async () => ok(NOTHING))], clock, {
      ended: (name) => (name === "quick" ? quickEnds() : undefined),
    }),
  );
  await quickEnded;
  clock.advance(1_000);
  await Promise.resolve().then(() => undefined);
  await new Promise<void>((resolve) => setImmediate(resolve));
  clock.advance(5_000);
  expect(await running).toMatchObject([
    { source: "stubborn", fault: { code: "source-timed-out" }, durationMs: 6_000 },
    { source: "quick", seen: NOTHING },
  ]);
});

test("a source that ends when told to keeps what it has seen", async () => {
  const clock = manualClock({ sleep: "wait" });
  const { promise: begun, resolve: begins } = Promise.withResolvers<void>();
  const heeding = source("heeding", async ({ stop }) => {
    begins();
    await new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
    return ok({ ...NOTHING, isWhole: false });
  });
  const running = runSources(looking([heeding], clock));
  await begun;
  clock.advance(1_000);
  expect(await running).toMatchObject([{ source: "heeding", seen: { isWhole: false } }]);
});

test("no more sources look at a time than there are cores", async () => {
  let now = 0;
  let most = 0;
  const slow = (name: string): Source =>
    source(name, async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise<void>((resolve) => setImmediate(resolve));
      now -= 1;
      return ok(NOTHING);
    });
  await runSources(looking(["a", "b", "c", "d", "e"].map(slow), manualClock({ sleep: "wait" })));
  expect(most).toBe(2);
});
