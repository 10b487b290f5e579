import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { faultKind } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import { failingWorld } from "../twins/failing-world.ts";
import { Crash, type FailurePlan, newLife } from "../twins/life.ts";
import { type TestWorld, testWorld } from "../twins/test-world.ts";
import type { Program, Run } from "./engine.ts";
import { fileEngine } from "./file-engine.ts";
import type { Json } from "./json.ts";

const CHANGES = /journal|signals|cancel/;

const refused = faultKind<{ readonly step: string }>({
  code: "refused",
  exit: "findings",
  summary: "An act of a test did not go well.",
  message: ({ step }) => `${step} was refused`,
});

/** One thing a program does; the seventh part of the acts fails, and what a program does next depends on it. */
type Move =
  | { readonly do: "step"; readonly fails: boolean }
  | { readonly do: "undo" }
  | { readonly do: "sleep"; readonly ms: number }
  | { readonly do: "wait"; readonly sent: boolean };

/** Every act, in the order in which it was really done. */
type Acts = string[];

/** Follows the moves; after a fault it leaves out every other one, so that its way shows what it decided. */
function follower(acts: Acts, moves: readonly Move[], send: (name: string) => Promise<string>): Program<Json, Json> {
  return {
    name: "follower",
    version: 1,
    run: async (run) => {
      const way: Json[] = [];
      let failures = 0;
      for (const [at, move] of moves.entries()) {
        if (failures % 2 === 1 && at % 2 === 1) continue;
        const result = await take(run, { move, name: `${at}-${move.do}`, acts, send });
        way.push(result.ok ? [at, result.value] : [at, result.fault.code]);
        if (!result.ok) failures += 1;
      }
      return way.length % 5 === 4 ? err(refused({ step: JSON.stringify(way) })) : ok(way);
    },
  };
}

interface Taken {
  readonly move: Move;
  readonly name: string;
  readonly acts: Acts;
  readonly send: (name: string) => Promise<string>;
}

async function take(run: Run, { move, name, acts, send }: Taken): Promise<Result<Json>> {
  const act = async (): Promise<Result<Json>> => {
    acts.push(name);
    return move.do === "step" && move.fails ? err(refused({ step: name })) : ok(name);
  };
  switch (move.do) {
    case "step":
      return run.step(name, act);
    case "undo":
      return run.undo(name, act);
    case "sleep":
      return run.sleep(name, move.ms);
    case "wait": {
      // The sender is a part of the program here, so that the same signal comes in every life.
      if (move.sent) await run.step(`${name}-sent`, async () => ok(await send(name)));
      return run.waitFor(name, 1_000);
    }
  }
}

const moves = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("step" as const), fails: fc.boolean() }),
    fc.record({ do: fc.constant("undo" as const) }),
    fc.record({ do: fc.constant("sleep" as const), ms: fc.integer({ min: 0, max: 10_000 }) }),
    fc.record({ do: fc.constant("wait" as const), sent: fc.boolean() }),
  ),
  { minLength: 1, maxLength: 8 },
);

interface Lived {
  readonly ended: Result<Json> | "crashed";
  readonly changes: readonly string[];
}

/** One process: it goes on with the run until its end or its own. */
async function live(
  world: TestWorld,
  acts: Acts,
  { plan, path }: { plan: FailurePlan; path: readonly Move[] },
): Promise<Lived> {
  const life = newLife(plan);
  const engine = fileEngine(failingWorld(world, life), "/runs");
  const send = async (name: string): Promise<string> => {
    const sent = await fileEngine(world, "/runs").signal("r", name, `word of ${name}`);
    return sent.ok ? "sent" : sent.fault.code;
  };
  const ended = await attempt(() => engine.run(follower(acts, path, send), "r", { moves: path.length }));
  world.locks.dropAll();
  return { ended, changes: life.log };
}

async function attempt(run: () => Promise<Result<Json>>): Promise<Result<Json> | "crashed"> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Crash) return "crashed";
    throw error;
  }
}

const PATH: readonly Move[] = [
  { do: "step", fails: false },
  { do: "wait", sent: false },
  { do: "step", fails: true },
  { do: "step", fails: false },
  { do: "wait", sent: true },
  { do: "undo" },
  { do: "step", fails: true },
  { do: "sleep", ms: 5_000 },
  { do: "undo" },
];

const countsOf = (acts: Acts): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(acts, (name) => name)].map(([name, all]) => [name, all.length]));

test("a crash at every change of the disk: the same decisions, and at most the act under way is done again", async () => {
  const whole: Acts = [];
  const reference = await live(testWorld(), whole, { plan: {}, path: PATH });
  expect(reference.ended).toMatchObject({ ok: true });
  expect(reference.changes.filter((change) => CHANGES.test(change)).length).toBeGreaterThan(10);
  for (let crashAt = 1; crashAt <= reference.changes.length; crashAt += 1) {
    for (const moment of ["before", "half", "after"] as const) {
      const world = testWorld();
      const acts: Acts = [];
      const what = `${moment} ${reference.changes[crashAt - 1]}`;
      const first = await live(world, acts, { plan: { crashAt, moment }, path: PATH });
      expect(first.ended, what).toBe("crashed");
      const second = await live(world, acts, { plan: {}, path: PATH });
      expect(second.ended, what).toEqual(reference.ended);
      const twice = [...countsOf(acts)].filter(([, count]) => count > 1);
      expect(twice.length, what).toBeLessThanOrEqual(1);
      expect([...new Set(acts)], what).toEqual([...new Set(whole)]);
    }
  }
});

test("a disk that fills up or stops taking changes: the fault is said, nothing goes on undone, and later it does", async () => {
  const reference = await live(testWorld(), [], { plan: {}, path: PATH });
  for (let at = 1; at <= reference.changes.length; at += 1) {
    for (const plan of [{ noSpaceFrom: at }, { readOnlyFrom: at }]) {
      const world = testWorld();
      const acts: Acts = [];
      const first = await live(world, acts, { plan, path: PATH });
      const code = "noSpaceFrom" in plan ? "file-no-space" : "file-read-only";
      expect(first.ended, JSON.stringify(plan)).toMatchObject({ ok: false, fault: { code } });
      // The act whose result could not be recorded is the last one.
      const done = acts.length;
      const second = await live(world, acts, { plan: {}, path: PATH });
      expect(second.ended, JSON.stringify(plan)).toEqual(reference.ended);
      expect(new Set(acts.slice(0, done)).size).toBe(done);
      expect([...countsOf(acts).values()].filter((count) => count > 1).length).toBeLessThanOrEqual(1);
    }
  }
});

test("whatever the program and however often it dies, it comes to the same end by the same way", async () => {
  const deaths = fc.array(fc.record({ at: fc.nat({ max: 12 }), moment: fc.constantFrom("before", "half", "after") }), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(moves, deaths, async (path, plans) => {
      const whole: Acts = [];
      const reference = await live(testWorld(), whole, { plan: {}, path });
      const world = testWorld();
      const acts: Acts = [];
      let crashes = 0;
      for (const { at, moment } of plans) {
        const lived = await live(world, acts, { plan: { crashAt: at + 1, moment }, path });
        if (lived.ended === "crashed") crashes += 1;
        else expect(lived.ended).toEqual(reference.ended);
      }
      expect((await live(world, acts, { plan: {}, path })).ended).toEqual(reference.ended);
      expect([...new Set(acts)]).toEqual(whole);
      expect(acts.length - whole.length).toBeLessThanOrEqual(crashes);
    }),
    { numRuns: rounds(200) },
  );
});

test("the same run in the same world writes the same bytes", async () => {
  const bytes = async (): Promise<Readonly<Record<string, string>>> => {
    const world = testWorld();
    await live(world, [], { plan: {}, path: PATH });
    return world.files.texts();
  };
  expect(await bytes()).toEqual(await bytes());
});

test("a sender that dies has sent a whole signal or none, and a canceller likewise", async () => {
  const listener: Program<null, string> = {
    name: "listener",
    version: 1,
    run: async (run) => {
      const heard = await run.waitFor("word", 1_000);
      return heard.ok ? ok(JSON.stringify(heard.value)) : heard;
    },
  };
  const outcomes = new Set<string>();
  for (let crashAt = 1; crashAt <= 3; crashAt += 1) {
    for (const moment of ["before", "half", "after"] as const) {
      for (const act of ["signal", "cancel"] as const) {
        const world = testWorld();
        // Its process dies as soon as it has begun, so that there is a run to send to.
        const begun = newLife({ crashAt: 4, moment: "before" });
        await attempt(() => fileEngine(failingWorld(world, begun), "/runs").run(listener, "r", null));
        world.locks.dropAll();
        const sender = fileEngine(failingWorld(world, newLife({ crashAt, moment })), "/runs");
        await attempt(async () => {
          const sent = await (act === "signal" ? sender.signal("r", "word", "hello") : sender.cancel("r", "enough"));
          return sent.ok ? ok(null) : sent;
        });
        const ended = await fileEngine(world, "/runs").run(listener, "r", null);
        outcomes.add(`${act} ${ended.ok ? ended.value : ended.fault.code}`);
      }
    }
  }
  expect([...outcomes].sort()).toEqual(["cancel null", "cancel run-cancelled", 'signal "hello"', "signal null"]);
});

test("an abandoned run ends there, whatever its last process left half written", async () => {
  const reference = await live(testWorld(), [], { plan: {}, path: PATH });
  for (let crashAt = 3; crashAt <= reference.changes.length; crashAt += 1) {
    const world = testWorld();
    await live(world, [], { plan: { crashAt, moment: "half" }, path: PATH });
    const engine = fileEngine(world, "/runs");
    expect(await engine.abandon("r", "enough")).toEqual(ok(undefined));
    expect(engine.status("r"), reference.changes[crashAt - 1]).toMatchObject({ state: "cancelled" });
    expect((await live(world, [], { plan: {}, path: PATH })).ended).toMatchObject({ fault: { code: "run-cancelled" } });
  }
});
