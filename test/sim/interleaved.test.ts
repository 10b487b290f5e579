import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { ManualClock } from "../../src/twins/manual-clock.ts";
import type { MemoryFiles } from "../../src/twins/memory-files.ts";
import { type TestWorld, testWorld } from "../../src/twins/test-world.ts";
import { rounds } from "../rounds.ts";
import { some } from "./_deaths.ts";
import { openStage, type Schedule } from "./_scheduler.ts";
import { eventsIn, type Seen, seenBy } from "./_seen.ts";
import { begin } from "./_start.ts";
import { MISNAMED, type Start } from "./_steps.ts";
import type { Task } from "./_turns.ts";

/*
 * Processes that run at the same time, on one disk, with one index and one lock. A schedule decides at every call of a port who goes on.
 * What comes out must be what some order of the same tasks gives, one after the other: the answers, the files and the lists.
 */

const CWD = "/project";
const FIRST_MS = 1_772_443_800_000;
const stage = openStage(4);
afterAll(() => stage[Symbol.asyncDispose]());

type Wish = readonly [verb: string, input: Readonly<Record<string, unknown>>];

const scenes: Readonly<Record<string, (start: Start) => readonly Wish[]>> = {
  "two new tickets with the same chance, and a list": () => [
    ["new", { title: "Four" }],
    ["new", { title: "Five" }],
    ["list", { all: true, sort: "id" }],
  ],
  "two edits of one ticket, and a list": ({ ids }) => [
    ["edit", { id: ids[0], add_label: ["red"] }],
    ["edit", { id: ids[0], priority: "P0", add_label: ["blue"] }],
    ["list", { all: true, sort: "id" }],
  ],
  "an edit of a ticket that doctor renames, and a list": () => [
    ["edit", { id: "TASK-bbbbbb", priority: "P0" }],
    ["doctor", { fix: true }],
    ["list", { all: true, sort: "id" }],
  ],
  "a file that doctor renames, shown by its old name and its new one": () => [
    ["doctor", { fix: true }],
    ["show", { id: "TASK-bbbbbb" }],
    ["show", { id: "TASK-cccccc" }],
  ],
  "two that mend, and one that only looks": () => [
    ["doctor", { fix: true }],
    ["doctor", { fix: true }],
    ["doctor", {}],
  ],
  "two closes of one ticket, and a list of what is ready": ({ ids }) => [
    ["close", { id: ids[0], resolution: "Done." }],
    ["close", { id: ids[0], resolution: "Done too." }],
    ["ready", {}],
  ],
  "a change of several tickets, a list and a search": ({ paths }) => [
    ["batch", { paths: paths.filter((path) => path !== MISNAMED) }],
    ["list", { all: true, sort: "id" }],
    ["search", { query: ["together"] }],
  ],
  "two comments, a search and a list": ({ ids }) => [
    ["comment", { id: ids[0], body: "Both together." }],
    ["search", { query: ["together"] }],
    ["comment", { id: ids[1], body: "Both together." }],
    ["list", { all: true, sort: "id" }],
  ],
  "a change of several tickets, an edit of one of them, and a list": ({ ids, paths }) => [
    ["batch", { paths: paths.filter((path) => path !== MISNAMED) }],
    ["edit", { id: ids[1], add_label: ["red"] }],
    ["list", { all: true, sort: "id" }],
  ],
};

const schedules: fc.Arbitrary<Schedule> = fc.record({
  first: fc.nat(3),
  switches: fc.array(fc.integer({ min: 1, max: 260 }), { maxLength: 6 }),
  tickMs: fc.constantFrom(0, 1, 40, 3000),
});

const cases = Object.entries(scenes);

test.each(cases)("%s: one after the other, whenever one takes over once", { timeout: 1_800_000 }, async (_, scene) => {
  const play = await rehearse(scene);
  const { turns, tasks } = play;
  const schedules = tasks.flatMap((_, first) =>
    Array.from({ length: turns }, (_, turn) => ({ first, switches: [turn + 1], tickMs: turn % 2 })),
  );
  for (const schedule of some(schedules, rounds(32))) await expectAnOrder(play, schedule);
});

test.each(cases)("%s: one after the other, however they take turns", { timeout: 1_800_000 }, async (_, scene) => {
  const play = await rehearse(scene);
  await fc.assert(
    fc.asyncProperty(schedules, (schedule) => expectAnOrder(play, schedule)),
    { numRuns: rounds(16) },
  );
});

interface Rehearsed {
  readonly first: Beginning;
  readonly tasks: readonly Task[];
  /** What comes out of each order of the tasks. */
  readonly expected: ReadonlyMap<string, Outcome>;
  /** How many calls of ports all tasks make. */
  readonly turns: number;
}

async function rehearse(scene: (start: Start) => readonly Wish[]): Promise<Rehearsed> {
  const first = await beginning();
  const tasks = tasksOf(scene(first.start));
  const expected = new Map<string, Outcome>();
  for (const order of orders(tasks.length)) {
    const outcome = await inOrder(first, tasks, order);
    expected.set(JSON.stringify(outcome), outcome);
  }
  const { log } = await atOnce(first, tasks, { first: 0, switches: [], tickMs: 1 });
  return { first, tasks, expected, turns: log.length };
}

async function expectAnOrder({ first, tasks, expected }: Rehearsed, schedule: Schedule): Promise<void> {
  const { outcome, log } = await atOnce(first, tasks, schedule);
  if (expected.has(JSON.stringify(outcome))) return;
  const shown = [...expected.values()].map(brief);
  const parts = [JSON.stringify(schedule), brief(outcome), "is none of", ...shown, log.join("\n")];
  throw new Error(parts.join("\n\n"));
}

interface Beginning {
  readonly disk: MemoryFiles;
  /** The clock by which the disk stamps files. */
  readonly clock: ManualClock;
  readonly start: Start;
}

async function beginning(): Promise<Beginning> {
  const { files, clock } = testWorld({ cwd: CWD });
  const start = await begin((place) => testWorld({ cwd: CWD, files, seed: `step ${place}`, startMs: FIRST_MS }), CWD);
  return { disk: files, clock, start };
}

/** A copy of the disk long after its files were written, with an index that knows them. */
async function worldOn({ disk, clock }: Beginning): Promise<TestWorld> {
  clock.advance(10_000);
  const world = { ...testWorld({ cwd: CWD, files: disk.copy() }), clock };
  await seenBy(world, CWD);
  return world;
}

/** What each task answered, and what a later process sees. */
interface Outcome {
  readonly answers: readonly unknown[];
  readonly seen: Seen;
}

async function inOrder(beginning: Beginning, tasks: readonly Task[], order: readonly number[]): Promise<Outcome> {
  const world = await worldOn(beginning);
  const answers: unknown[] = [];
  for (const place of order) {
    const played = await stage.play(world, tasks.slice(place, place + 1), { first: 0, switches: [], tickMs: 1 });
    answers[place] = unranked(played.answers[0]);
  }
  return { answers, seen: await whatIsThere(world) };
}

async function atOnce(
  beginning: Beginning,
  tasks: readonly Task[],
  schedule: Schedule,
): Promise<{ readonly outcome: Outcome; readonly log: readonly string[] }> {
  const world = await worldOn(beginning);
  const { answers, log } = await stage.play(world, tasks, schedule);
  return { outcome: { answers: answers.map(unranked), seen: await whatIsThere(world) }, log };
}

/** Everything, through the index that the processes left and through a new one; no event twice, nothing left over. */
async function whatIsThere(world: TestWorld): Promise<Seen> {
  const seen = await seenBy(world, CWD);
  expect(await seenBy(testWorld({ cwd: CWD, files: world.files }), CWD)).toEqual(seen);
  for (const [path, text] of Object.entries(seen.files)) {
    const events = eventsIn(text);
    expect(new Set(events).size, path).toBe(events.length);
  }
  expect(Object.keys(world.files.texts()).filter((path) => path.endsWith("/journal.json"))).toEqual([]);
  return seen;
}

/** Scores, and with them the order of hits, come from an index that remembers what it once held; what is found does not. */
function unranked(answer: unknown): unknown {
  const { value } = answer as { value?: { query?: string; tickets?: readonly { id: string }[] } };
  if (value?.query === undefined) return answer;
  const found = (value.tickets ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { ...value, tickets: found.map((hit) => ({ ...hit, score: 0 })) };
}

/** The answers, and the tickets without their templates. */
const brief = ({ answers, seen }: Outcome): string =>
  [...answers.map((answer) => JSON.stringify(answer)), seen.list, ...Object.keys(seen.files)].join("\n");

/** Two that make tickets have the same chance, so that they would choose the same id; all others have their own. */
const tasksOf = (wishes: readonly Wish[]): readonly Task[] =>
  wishes.map(([verb, input], place) => ({ verb, input, cwd: CWD, place: verb === "new" ? 50 : 51 + place }));

/** Every order of so many tasks. */
function orders(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return orders(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, at) => [...order.slice(0, at), count - 1, ...order.slice(at)]),
  );
}
