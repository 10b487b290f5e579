import { expect, test } from "vitest";
import type { Atom } from "../evidence/atom.ts";
import { programMissing } from "../ports/faults.ts";
import { testWorld } from "../twins/test-world.ts";
import type { OrderRecord, OrderVerdict } from "./order-record.ts";
import { ownRuns } from "./own-runs.ts";
import type { Look, Seen } from "./source.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");

const order = (ticket: string, attempt: number, more: Partial<OrderRecord> = {}): OrderRecord => ({
  ...{ id: `WO-${ticket.slice(5)}-${attempt}a`, ticket, title: "A title", attempt, state: "done", failedVerifies: 0 },
  finishedAt: "2026-05-20T10:00:00Z",
  ...more,
});

const verdict = (more: Partial<OrderVerdict>): { readonly verdict: OrderVerdict } => ({
  verdict: { result: "passed", flaky: [], checks: [], ...more },
});

const lookAt = (records: readonly OrderRecord[] | undefined, since?: Date): Look => ({
  world: testWorld({ startMs: NOW }),
  root: "/project",
  settings: { include: [], exclude: [] },
  limitMs: 10_000,
  stop: new AbortController().signal,
  mayRun: () => ({ ok: true, value: undefined }),
  progress: () => undefined,
  ...(since === undefined ? {} : { since }),
  ...(records === undefined ? {} : { orders: async () => ({ ok: true, value: records }) }),
});

async function seen(records: readonly OrderRecord[], since?: Date): Promise<Seen> {
  const result = await ownRuns.collect(lookAt(records, since));
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
}

const told = async (...records: readonly OrderRecord[]): Promise<readonly string[]> =>
  (await seen(records)).sightings.map(
    ({ severity, identity, message }) => `${severity} ${identity.rule} ${identity.subject}: ${message}`,
  );

test("attempts that failed are seen by their ticket until one is done", async () => {
  const first = order("FEAT-aaa", 1, { state: "failed", reason: "the tests do not run here" });
  const second = order("FEAT-aaa", 2, { state: "failed", reason: "no time left" });
  expect(await told(first)).toEqual([
    "medium attempts-failed FEAT-aaa: An attempt at FEAT-aaa failed: the tests do not run here",
  ]);
  expect(await told(second, first)).toEqual([
    "high attempts-failed FEAT-aaa: 2 attempts at FEAT-aaa failed: no time left",
  ]);
  expect(await told(first, second, order("FEAT-aaa", 3))).toEqual([]);
  expect(await told(order("FEAT-aaa", 1), second)).toHaveLength(1);
  const { sightings } = await seen([first, second]);
  expect(sightings[0]).toMatchObject({
    isOutside: true,
    facts: { orders: "WO-aaa-1a WO-aaa-2a", tickets: "FEAT-aaa" },
  });
  expect(sightings[0]?.quote?.text).toBe("WO-aaa-1a: the tests do not run here\nWO-aaa-2a: no time left");
});

test("a proof that failed before it passed is rework, and one that passed at once is none", async () => {
  expect(await told(order("FEAT-aaa", 1, { failedVerifies: 1 }), order("FEAT-bbb", 1))).toEqual([
    "low rework FEAT-aaa: The proof of FEAT-aaa failed once before it passed",
  ]);
  expect(await told(order("FEAT-aaa", 1, { failedVerifies: 4 }))).toEqual([
    "medium rework FEAT-aaa: The proof of FEAT-aaa failed 4 times before it passed",
  ]);
});

test("a flaky test is one fact, however many verdicts name it; so is a check out of time", async () => {
  const flaky = verdict({ flaky: ["a.test.js > waits"] });
  const checks = [
    { name: "lint", end: "exit" },
    { name: "tests on head, run 2", end: "time-limit" },
  ];
  const slow = verdict({ result: "failed", checks });
  expect(await told(order("FEAT-aaa", 1, flaky), order("FEAT-bbb", 1, flaky), order("FEAT-ccc", 1, slow))).toEqual([
    'medium flaky a.test.js > waits: Test "a.test.js > waits" gave two answers in the proof of WO-aaa-1a, WO-bbb-1a',
    'medium time-limit tests on head, run #: The check "tests on head, run #" ran out of time in the proof of WO-ccc-1a',
  ]);
});

test("what is long ago, or not over yet, says nothing", async () => {
  const old = { finishedAt: "2026-01-01T00:00:00Z", state: "failed" } as const;
  const { finishedAt: _, ...running } = order("FEAT-bbb", 1, { state: "running", failedVerifies: 3 });
  expect(await told(order("FEAT-aaa", 1, old), running)).toEqual([]);
  expect(await seen([])).toEqual({ sightings: [], isWhole: true, findings: [] });
  expect(await seen([order("FEAT-aaa", 1, { state: "failed" })], new Date(NOW))).toMatchObject({
    sightings: [],
    isWhole: false,
  });
});

test("where there are no orders it does not look, and what is wrong with them is its fault", async () => {
  expect(await ownRuns.applies(lookAt(undefined))).toMatchObject({ applies: false });
  expect(await ownRuns.applies(lookAt([]))).toEqual({ applies: true });
  const fault = programMissing({ program: "git" });
  expect(await ownRuns.collect({ ...lookAt([]), orders: async () => ({ ok: false, fault }) })).toEqual({
    ok: false,
    fault,
  });
});

test("each kind of fact has a ticket of its own", async () => {
  const now = "2026-01-01T00:00:00Z" as Atom["firstSeen"];
  const { sightings } = await seen([
    order("FEAT-aaa", 1, { state: "failed" }),
    order("FEAT-bbb", 1, {
      failedVerifies: 1,
      ...verdict({ flaky: ["x"], checks: [{ name: "lint", end: "time-limit" }] }),
    }),
  ]);
  const atoms = sightings.map((one, at) => ({ ...one, id: `own-runs-${at}`, firstSeen: now, lastSeen: now, run: "r" }));
  const advice = atoms.map((atom) => ownRuns.advise([atom]));
  expect(advice.map(({ kind }) => kind)).toEqual(["task", "quality", "test", "performance"]);
  expect(advice.every(({ criteria, title }) => criteria.length > 0 && title !== "")).toBe(true);
});
