import { expect, test } from "vitest";
import { verbs } from "../../src/ops/table.ts";
import { isLeftover } from "../../src/store/leftover.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { type FailurePlan, newLife } from "../../src/twins/life.ts";
import type { MemoryFiles } from "../../src/twins/memory-files.ts";
import { type TestWorld, testWorld } from "../../src/twins/test-world.ts";
import { eventsIn, filesSeenBy, must, type Seen, seenBy, untilCrash } from "./_seen.ts";
import { begin } from "./_start.ts";
import { allSteps, batch, MISNAMED, type Start, type Step, verb } from "./_steps.ts";

const CWD = "/project";
const FIRST_MS = 1_772_443_800_000;
const LONG = process.env.DOCKET_LONG === "1";

/** A process that starts anew on a disk: what held locks is dead. Seeded by its place, so that a repeated step makes the same ids. */
const processAt = (place: number, files?: MemoryFiles): TestWorld =>
  testWorld({
    seed: `step ${place}`,
    startMs: FIRST_MS + place * 60_000,
    cwd: CWD,
    // A draft asks what files there are; without git it looks for itself.
    git: [{ when: ["ls-files"], answer: { code: 128 } }],
    ...(files === undefined ? {} : { files }),
  });

async function beginning(): Promise<{ readonly disk: MemoryFiles; readonly start: Start }> {
  const { files } = processAt(0);
  const start = await begin((place) => processAt(place, files), CWD);
  return { disk: files, start };
}

/** A step with the disk it finds, and what a reader sees without it and with it. */
interface Stage {
  readonly step: Step;
  readonly at: number;
  readonly disk: MemoryFiles;
  readonly before: Seen;
  readonly after: Seen;
  readonly operations: number;
  /** A ticket to write to afterwards. */
  readonly id: string;
}

/** Each step as it goes when nothing happens to it, one after the other on the same backlog. */
async function* stages(): AsyncGenerator<Stage> {
  const { disk: first, start } = await beginning();
  let disk = first;
  for (const [place, step] of allSteps(start).entries()) {
    const at = 10 + place;
    const before = await seenBy(processAt(at, disk.copy()), CWD);
    const played = disk.copy();
    const life = newLife();
    must(await step.run(failingWorld(processAt(at, played), life), CWD));
    const after = await seenBy(processAt(at, played.copy()), CWD);
    const reads = step.verb === "list" || step.verb === "search";
    if (reads) expect(after, step.name).toEqual(before);
    else expect(after.files, step.name).not.toEqual(before.files);
    yield { step, at, disk, before, after, operations: life.count, id: start.ids[2] ?? "" };
    disk = played;
  }
}

const MOMENTS = ["before", "half", "after"] as const;

test("a crash at every operation of every verb leaves the state before or after, whole", async () => {
  let crashes = 0;
  for await (const stage of stages()) {
    for (let crashAt = 1; crashAt <= stage.operations; crashAt += 1) {
      for (const moment of MOMENTS) await crash(stage, { crashAt, moment });
      crashes += MOMENTS.length;
    }
  }
  expect(crashes).toBeGreaterThan(200);
}, 120_000);

test("every verb that writes is among them, or has a simulation of its own", async () => {
  // Orders live in git: they are crashed there, in test/acceptance. What is trusted is one private file,
  // and putting keys in order is the transaction of an edit.
  const elsewhere = [
    "fmt",
    "check",
    "init",
    "sync",
    "merge-driver",
    "heartbeat",
    "release",
    "requeue",
    "trust",
    "plans",
    "export-tickets",
  ];
  const { start } = await beginning();
  const played = new Set(allSteps(start).map((step) => step.verb));
  for (const [name, load] of Object.entries(verbs)) {
    const { effect } = await load();
    if (effect === "write" && !elsewhere.includes(name)) expect(played, name).toContain(name);
  }
});

async function crash(stage: Stage, plan: FailurePlan): Promise<void> {
  const disk = stage.disk.copy();
  const life = newLife(plan);
  const ended = await untilCrash(stage.step, failingWorld(processAt(stage.at, disk), life), CWD);
  const what = `${stage.step.name}, ${plan.moment} ${plan.crashAt}: ${life.log.at(-1)}`;
  // After its last operation a process may end before it notices.
  if (ended !== "crashed") expect(life.isOver, what).toBe(true);
  for (const [path, text] of backlogFiles(disk)) expect(text, `${path} after ${what}`).not.toBe("");
  const seen = await seenBy(processAt(stage.at, disk), CWD);
  const outcome = seen.list === stage.before.list && sameFiles(seen, stage.before) ? stage.before : stage.after;
  expect(seen, what).toEqual(outcome);
  await writeNext(disk, { outcome, at: stage.at + 1, id: stage.id, what });
}

interface Next {
  readonly outcome: Seen;
  readonly at: number;
  readonly id: string;
  readonly what: string;
}

/** Whatever happened: the next write works, and finishes or has taken back what was there. */
async function writeNext(disk: MemoryFiles, { outcome, at, id, what }: Next): Promise<void> {
  must(await verb("comment", { id, body: "Life goes on." }, "noor").run(processAt(at, disk), CWD));
  const recovered = await filesSeenBy(processAt(at, disk), CWD);
  expect(Object.keys(recovered), what).toEqual(Object.keys(outcome.files));
  for (const [path, text] of Object.entries(outcome.files)) {
    const now = recovered[path] ?? "";
    if (!path.includes(id)) {
      expect(now, what).toBe(text);
      continue;
    }
    expect(eventsIn(now).slice(0, -1), what).toEqual(eventsIn(text));
    expect(now, what).toMatch(/author: noor [\s\S]*Life goes on\./);
  }
  const leftovers = Object.keys(disk.texts()).filter((path) =>
    /journal\.json$|\/docket\/(?!\.private\/)(?:.*\/)?\.~/.test(path),
  );
  expect(leftovers, what).toEqual([]);
  const list = await verb("list", { all: true }).run(processAt(at, disk), CWD);
  expect(await verb("list", { all: true }).run(processAt(at + 1, disk), CWD), what).toEqual(list);
}

test("a recovery that crashes too, at every operation, is finished by the next one", async () => {
  const { disk: first, start } = await beginning();
  const [one = "", two = "", three = ""] = start.ids;
  const large = batch(start.paths.filter((path) => path !== MISNAMED));
  const next = verb("relate", { id: one, relation: "depends_on", other: two });
  const outcomes = await possible(first, [large, next]);
  const life = newLife();
  must(await large.run(failingWorld(processAt(20, first.copy()), life), CWD));
  for (let crashAt = 1; crashAt <= life.count; crashAt += 1) {
    const crashed = first.copy();
    await untilCrash(large, failingWorld(processAt(20, crashed), newLife({ crashAt, moment: "half" })), CWD);
    for (const moment of LONG ? MOMENTS : (["half"] as const)) {
      for (let again = 1; ; again += 1) {
        const disk = crashed.copy();
        const ended = await untilCrash(
          next,
          failingWorld(processAt(21, disk), newLife({ crashAt: again, moment })),
          CWD,
        );
        const what = `half ${life.log[crashAt - 1]}, then ${moment} operation ${again}`;
        const seen = await seenBy(processAt(22, disk), CWD);
        expect(outcomes, what).toContainEqual(seen);
        await writeNext(disk, { outcome: seen, at: 23, id: three, what });
        if (ended !== "crashed") break;
      }
    }
  }
}, 120_000);

/** What a reader may see when each of two steps happened or not. */
async function possible(first: MemoryFiles, [large, next]: readonly [Step, Step]): Promise<readonly Seen[]> {
  const outcomes: Seen[] = [];
  for (const steps of [[], [large], [next], [large, next]]) {
    const disk = first.copy();
    for (const step of steps) must(await step.run(processAt(step === large ? 20 : 21, disk), CWD));
    outcomes.push(await seenBy(processAt(22, disk), CWD));
  }
  return outcomes;
}

const troubles: readonly (readonly [string, string, (from: number) => FailurePlan])[] = [
  ["full", "file-no-space", (noSpaceFrom) => ({ noSpaceFrom })],
  ["read-only", "file-read-only", (readOnlyFrom) => ({ readOnlyFrom })],
];

test.each(troubles)(
  "a disk that is %s from any operation on: the answer is true, and no file is torn",
  async (_, code, plan) => {
    for await (const stage of stages()) {
      for (let from = 1; from <= stage.operations; from += 1) {
        const disk = stage.disk.copy();
        const outcome = await stage.step.run(failingWorld(processAt(stage.at, disk), newLife(plan(from))), CWD);
        const what = `${stage.step.name}, from ${from}`;
        const expected = outcome.ok ? stage.after : stage.before;
        expect(await seenBy(processAt(stage.at, disk), CWD), what).toEqual(expected);
        if (!outcome.ok) expect(outcome.fault.code, what).toBe(code);
        // A disk that takes no change keeps what was begun on it, and with it the journal by which the next writer knows of it.
        const isStuck =
          code === "file-read-only" && Object.keys(disk.texts()).some((path) => path.endsWith("journal.json"));
        const bad = backlogFiles(disk, isStuck ? "whole" : "leftovers too").filter(
          ([path, text]) => text === "" || isLeftover(path),
        );
        expect(bad, what).toEqual([]);
        await writeNext(disk, { outcome: expected, at: stage.at + 1, id: stage.id, what });
      }
    }
  },
  120_000,
);

/** Files of the backlog itself; nothing private, for which readers do not look. */
function backlogFiles(
  disk: MemoryFiles,
  which: "whole" | "leftovers too" = "whole",
): readonly (readonly [string, string])[] {
  return Object.entries(disk.texts()).filter(
    ([path]) =>
      path.startsWith(`${CWD}/docket/`) && !path.includes("/.private/") && (which !== "whole" || !isLeftover(path)),
  );
}

const sameFiles = (one: Seen, other: Seen): boolean => JSON.stringify(one.files) === JSON.stringify(other.files);
