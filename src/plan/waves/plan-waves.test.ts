import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { patternsMeet, readPattern } from "../_patterns.ts";
import { planWaves } from "./plan-waves.ts";
import type { WaveItem } from "./wave-item.ts";

const item = (id: string, rank: number, files: readonly string[], dependsOn: readonly string[] = []): WaveItem => ({
  id,
  rank,
  files,
  dependsOn,
});
const idsOf = ({ waves }: ReturnType<typeof planWaves>) => waves.map(({ tickets }) => tickets.map(({ id }) => id));

test("places the sample: conflicts apart, dependencies after, a circle skipped", () => {
  const plan = planWaves(
    [
      item("BUG-001", 1, ["a.tsx", "b.py"]),
      item("FEAT-001", 3, ["a.tsx"]),
      item("SEC-001", 0, ["c.py"], ["BUG-001"]),
      item("FEAT-002", 99, ["x.vue", "train_loop.py"], ["FEAT-999"]),
      item("FEAT-003", 2, ["y.ts"], ["FEAT-004"]),
      item("FEAT-004", 2, ["z.ts"], ["FEAT-003"]),
    ],
    { slots: 3 },
  );
  expect(idsOf(plan)).toEqual([
    ["BUG-001", "FEAT-002"],
    ["FEAT-001", "SEC-001"],
  ]);
  expect(plan.waves[1]?.tickets).toEqual([
    { id: "FEAT-001", why: "shares a.tsx with BUG-001" },
    { id: "SEC-001", why: "waits for BUG-001" },
  ]);
  const reason = "circular dependency: FEAT-003 → FEAT-004 → FEAT-003";
  expect(plan.skipped).toEqual([
    { id: "FEAT-003", reason },
    { id: "FEAT-004", reason },
  ]);
});

test("says behind which circle a ticket waits", () => {
  const plan = planWaves([item("A", 1, [], ["B"]), item("B", 1, [], ["B"]), item("C", 1, [])], { slots: 3 });
  expect(plan.skipped).toEqual([
    { id: "A", reason: "waits for a circular dependency: B → B" },
    { id: "B", reason: "circular dependency: B → B" },
  ]);
  expect(idsOf(plan)).toEqual([["C"]]);
});

test("globs and folders conflict with what lies below them, and not with each other's neighbours", () => {
  const plan = planWaves(
    [
      item("A", 1, ["src/plan/**"]),
      item("B", 2, ["src/plan/a.ts"]),
      item("C", 3, ["src/plan/b.ts"]),
      item("D", 4, ["src/cost"]),
      item("E", 5, ["src/cost/a.ts"]),
      item("F", 6, ["src/*/a.ts"]),
    ],
    { slots: 9 },
  );
  expect(idsOf(plan)).toEqual([["A", "D"], ["B", "C", "E"], ["F"]]);
});

test("a declared conflict binds both sides, and who makes a file is kept apart from who counts on it", () => {
  const plan = planWaves(
    [
      { ...item("A", 1, ["new.ts"]), creates: ["new.ts"] },
      { ...item("B", 2, ["b.ts"]), uses: ["new.ts"] },
      { ...item("C", 3, ["c.ts"]), uses: ["new.ts"], conflictsWith: ["D"] },
      item("D", 4, ["d.ts"]),
    ],
    { slots: 9 },
  );
  expect(idsOf(plan)).toEqual([
    ["A", "D"],
    ["B", "C"],
  ]);
});

test("limits on work in progress hold, and running work takes its share of the first wave", () => {
  const api = (id: string, rank: number): WaveItem => ({ ...item(id, rank, [`${id}.ts`]), counts: ["label api"] });
  const plan = planWaves([api("A", 1), api("B", 2), item("C", 3, ["r.ts"]), item("D", 4, [], ["R"])], {
    slots: 4,
    wip: new Map([["label api", 2]]),
    running: [{ ...item("R", 0, ["r.ts"]), counts: ["label api"] }],
  });
  expect(idsOf(plan)).toEqual([
    ["R", "A"],
    ["B", "C", "D"],
  ]);
  expect(plan.waves[1]?.tickets.map(({ why }) => why)).toEqual([
    "label api allows 2 at once",
    "shares r.ts with R",
    "waits for R",
  ]);
});

const PATHS = [
  "a.ts",
  "b.ts",
  "src/a.ts",
  "src/b/c.ts",
  "src/**",
  "src/*.ts",
  "**/c.ts",
  "src/b",
  "{a,b}.ts",
  "[ab].ts",
];
const ids = Array.from({ length: 14 }, (_, at) => `T-${at}`);
const anItem = fc.record({
  rank: fc.nat(3),
  files: fc.uniqueArray(fc.constantFrom(...PATHS), { maxLength: 3 }),
  dependsOn: fc.uniqueArray(fc.constantFrom(...ids, "T-gone"), { maxLength: 2 }),
  conflictsWith: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 1 }),
  counts: fc.constantFrom([], ["label a"], ["label b"]),
});

test("no two tickets of a wave are in each other's way, none is lost, and none comes before what it waits for", () => {
  const wip = new Map([["label a", 1]]);
  const batch = fc.array(anItem, { maxLength: ids.length });
  fc.assert(
    fc.property(batch, fc.integer({ min: 1, max: 4 }), (drawn, slots) => {
      const items = drawn.map((one, at): WaveItem => ({ ...one, id: `T-${at}` }));
      const plan = planWaves(items, { slots, wip });
      const byId = new Map(items.map((one) => [one.id, one]));
      const waveOf = new Map(plan.waves.flatMap(({ wave, tickets }) => tickets.map(({ id }) => [id, wave] as const)));
      expect([...waveOf.keys(), ...plan.skipped.map(({ id }) => id)].sort()).toEqual([...byId.keys()].sort());
      expect(plan.waves.map(({ wave }) => wave)).toEqual(plan.waves.map((_, at) => at + 1));
      for (const [id, wave] of waveOf) {
        const before = (byId.get(id)?.dependsOn ?? []).filter((one) => byId.has(one));
        for (const one of before) expect(waveOf.get(one) ?? Number.POSITIVE_INFINITY).toBeLessThan(wave);
      }
      for (const { tickets } of plan.waves) {
        const together = tickets.flatMap(({ id }) => byId.get(id) ?? []);
        expect(together.length).toBeLessThanOrEqual(slots);
        expect(together.filter(({ counts }) => counts?.includes("label a")).length).toBeLessThanOrEqual(1);
        for (const one of together)
          for (const other of together) if (one.id < other.id) expect(inTheWay(one, other)).toBe(false);
      }
    }),
    { numRuns: rounds(300) },
  );
});

/** Compared pair by pair, without any index. */
function inTheWay(one: WaveItem, other: WaveItem): boolean {
  const meets = one.files.some((a) =>
    other.files.some((b) => {
      const [left, right] = [readPattern(a), readPattern(b)];
      return left !== undefined && right !== undefined && patternsMeet(left, right);
    }),
  );
  return meets || one.conflictsWith?.includes(other.id) === true || other.conflictsWith?.includes(one.id) === true;
}

test("the order in which tickets are given does not matter", () => {
  fc.assert(
    fc.property(fc.array(anItem, { maxLength: ids.length }), (drawn) => {
      const items = drawn.map((one, at): WaveItem => ({ ...one, id: `T-${at}` }));
      expect(planWaves(items.toReversed(), { slots: 3 })).toEqual(planWaves(items, { slots: 3 }));
    }),
    { numRuns: rounds(100) },
  );
});

/** How often the planner looks at something grows with the tickets, not with their pairs. */
test.for([
  ["files of their own", (at: number) => [`src/${at % 97}/${at}.ts`]],
  ["one file for all", () => ["package.json"]],
  ["a glob and a file each", (at: number) => [`src/${at % 500}/**`, `lib/${at}.ts`]],
] as const)("plans ten thousand tickets in time: %s", ([, filesOf]) => {
  const items = Array.from({ length: 10_000 }, (_, at) =>
    item(`T-${at}`, at % 4, filesOf(at), at % 7 === 0 && at > 9 ? [`T-${at - 9}`] : []),
  );
  // Time that this process worked: what else the machine does is no part of it.
  const from = process.cpuUsage();
  const { waves } = planWaves(items, { slots: 3 });
  expect(process.cpuUsage(from).user / 1000).toBeLessThan(2_000);
  expect(waves.flatMap(({ tickets }) => tickets)).toHaveLength(10_000);
});
