import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../../test/rounds.ts";
import { summary } from "../../../../test/summaries.ts";
import type { QueuePositions } from "../../order.ts";
import { DEFAULT_WEIGHTS } from "../weights.ts";
import type { PastStep, PastTicket } from "./past-step.ts";
import { type Replayed, replay } from "./replay.ts";
import { runsOf } from "./runs.ts";
import { dailyLearner, type OrderThen, orderThen, stateThen } from "./state-then.ts";
import { farthest, leftOut, tallyOf } from "./tally.ts";

const DAY = 86_400_000;
const START = Date.parse("2026-03-01T00:00:00Z");

type Given = Parameters<typeof summary>[0];
const ticket = (given: Given): PastTicket => summary({ created: "2026-03-01T00:00:00Z", status: "ready", ...given });

/** A history told in days: what each ticket is from that day on. */
function steps(...told: readonly (readonly [day: number, ...tickets: readonly (Given | string)[]])[]): PastStep[] {
  return told.map(([day, ...tickets]) => ({
    at: START + day * DAY,
    changes: new Map(
      tickets.map((one) =>
        typeof one === "string" ? [`tickets/${one}.md`, undefined] : [`tickets/${one.id}.md`, ticket(one)],
      ),
    ),
  }));
}

function played(history: readonly PastStep[], weights = DEFAULT_WEIGHTS): Replayed {
  const replaying = replay(history, runsOf(history), { weights, worth: DEFAULT_WEIGHTS });
  let next = replaying.next();
  while (next.done !== true) next = replaying.next();
  return next.value;
}

/** Worth 8 and 18 points a day: (3 + 2 + 3) × 1 and (13 + 2 + 3) × 1. */
const small = { id: "SMALL", extra: { impact: "3", effort: "3" } };
const large = { id: "LARGE", extra: { impact: "13", effort: "3" } };

test("the worked example: the dear one waited two days for the cheap one", () => {
  const history = steps(
    [0, small, large],
    [1, { ...small, status: "doing" }],
    [3, { ...small, status: "done" }, { ...large, status: "doing" }],
    [4, { ...large, status: "done" }],
  );
  const { choices, delay } = played(history);
  expect(choices).toEqual([
    { at: START + DAY, id: "SMALL", place: 2, of: 2, first: "LARGE" },
    { at: START + 3 * DAY, id: "LARGE", place: 1, of: 1, first: "LARGE" },
  ]);
  // Taken: 8 × 3 days + 18 × 4 days. By rank the large one is begun on day 1 and done on day 2; the small one, begun when the
  // next beginning comes on day 3, is done on day 5: 18 × 2 + 8 × 5.
  expect(delay).toEqual({ tickets: 2, workers: 1, taken: 96, ranked: 76 });
  const tally = tallyOf({ choices, delay });
  expect(tally).toMatchObject({ moments: 2, ranked: 2, first: 1, topThree: 2, meanPlace: 1.5, meanOf: 1.5 });
  expect(tally.delay).toMatchObject({ regret: 20, percent: 20.8 });
  expect(tally.meaning).toBe(
    "the ticket begun was the first of rank in 50 % of 2 choices and one of the first three in 100 %; in the order of rank waiting would have cost 20.8 % less",
  );
  expect(farthest(choices, 5).map(({ id }) => id)).toEqual(["SMALL"]);
});

test("other weights give another order, and what a day costs stays the same", () => {
  const soon = { id: "SOON", extra: { impact: "4", effort: "3", due: "2026-03-03" } };
  const history = steps(
    [0, soon, large],
    [1, { ...soon, status: "doing" }],
    [2, { ...soon, status: "done" }, { ...large, status: "doing" }],
    [3, { ...large, status: "done" }],
  );
  const usual = played(history);
  const without = played(history, { ...DEFAULT_WEIGHTS, due: 0, timeCriticality: 0 });
  expect(usual.choices[0]).toMatchObject({ id: "SOON", place: 1 });
  expect(usual.delay).toMatchObject({ taken: 92, ranked: 92 });
  expect(without.choices[0]).toMatchObject({ id: "SOON", place: 2, first: "LARGE" });
  expect(without.delay).toMatchObject({ taken: 92, ranked: 93 });
});

test("what was begun although it waited has no place, and is begun in both orders", () => {
  const waits = { id: "WAITS", depends_on: ["LARGE"], extra: { impact: "3", effort: "3" } };
  const history = steps(
    [0, waits, large],
    [1, { ...waits, status: "doing" }],
    [2, { ...waits, status: "done" }],
    [3, { ...large, status: "doing" }],
    [5, { ...large, status: "done" }],
  );
  const result = played(history);
  expect(result.choices.map(({ id, place }) => [id, place])).toEqual([
    ["WAITS", undefined],
    ["LARGE", 1],
  ]);
  expect(result.delay.taken).toBe(result.delay.ranked);
  expect(tallyOf(result)).toMatchObject({ moments: 2, ranked: 1, notReady: 1 });
});

test("what was closed without being begun changes places only with its like", () => {
  const history = steps([0, small, large], [1, { ...small, status: "done" }], [3, { ...large, status: "done" }]);
  const { choices, delay } = played(history);
  expect(choices.map(({ id, place }) => [id, place])).toEqual([
    ["SMALL", 2],
    ["LARGE", 1],
  ]);
  expect(delay).toEqual({ tickets: 2, workers: 1, taken: 8 + 54, ranked: 18 + 24 });
});

test("of several begun in one commit rank's first counts as the first", () => {
  const history = steps([0, small, large], [1, { ...small, status: "doing" }, { ...large, status: "doing" }]);
  expect(played(history).choices.map(({ id, place, of }) => [id, place, of])).toEqual([
    ["LARGE", 1, 2],
    ["SMALL", 1, 1],
  ]);
});

test("a strange past is counted, and stops nothing", () => {
  const broken = { ...ticket(small), status: "", broken: { code: "x", severity: "error", message: "no" } as const };
  const history: PastStep[] = [
    ...steps(
      [0, { ...large, status: "doing" }, small, { id: "GONE" }, { id: "OLD", status: "done" }],
      [1, { id: "GONE", status: "doing" }],
      [2, "GONE", { ...large, status: "done" }],
      [3, { ...small, status: "doing" }],
    ),
    { at: START + 4 * DAY, changes: new Map([["tickets/SMALL.md", broken]]) },
    ...steps(
      [5, { ...small, status: "done" }],
      [6, { ...small, status: "refined" }],
      [7, { ...small, status: "doing" }],
      [8, { ...small, status: "rejected" }],
      [9, { ...small, status: "done" }],
      [9, "never-there", { id: "NEW", status: "odd" }],
      [9, { id: "NEW", status: "doing" }],
    ),
  ];
  const runs = runsOf(history);
  expect(runs.runs.map(({ id, kind, isAgain, doneAt }) => [id, kind, isAgain, doneAt !== undefined])).toEqual([
    ["GONE", "worked", false, false],
    ["SMALL", "worked", false, true],
    ["SMALL", "worked", true, false],
    ["NEW", "worked", false, false],
  ]);
  expect(leftOut(runs)).toEqual({ begunBefore: 2, unfinished: 2, again: 1 });
  const { choices, delay } = played(history);
  expect(choices.map(({ id, place }) => [id, place])).toEqual([
    ["GONE", 2],
    ["SMALL", 1],
    ["SMALL", 1],
    ["NEW", undefined],
  ]);
  expect(delay).toMatchObject({ tickets: 1, taken: 40, ranked: 40 });
});

test("nothing to replay says so", () => {
  expect(tallyOf(played([]))).toMatchObject({ moments: 0, meanPlace: null, delay: { percent: null, regret: 0 } });
  expect(tallyOf(played([])).meaning).toMatch(/^nothing was begun/);
});

const ids = Array.from({ length: 9 }, (_, at) => `T-${at}`);
const aTicket = fc.record({
  impact: fc.integer({ min: 1, max: 13 }),
  effort: fc.integer({ min: 1, max: 13 }),
  kind: fc.constantFrom("bug", "task"),
  priority: fc.constantFrom("P1", "P2"),
  depends_on: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 2 }),
  tookDays: fc.integer({ min: 0, max: 4 }),
});
type Drawn = Parameters<Parameters<typeof aTicket.map>[0]>[0];

/** Works a backlog off with so many hands, always the first of what `choose` sorts. */
function workedOff(
  drawn: readonly Drawn[],
  hands: number,
  choose: (order: OrderThen, day: number) => string | undefined,
): PastStep[] {
  const given = drawn.map(({ impact, effort, kind, priority, depends_on }, at): Given => {
    const id = ids[at] ?? "";
    return {
      id,
      kind,
      priority,
      depends_on: depends_on.filter((one) => one < id),
      extra: { impact: `${impact}`, effort: `${effort}` },
    };
  });
  const queue: QueuePositions = new Map([["T-3", 0]]);
  const history: PastStep[] = steps([0, ...given]).map((step) => ({ ...step, queue }));
  const state = stateThen();
  for (const step of history) state.apply(step);
  const running = new Map<string, number>();
  const see = (day: number, one: Given): void => {
    const [step] = steps([day, one]);
    if (step === undefined) return;
    history.push(step);
    state.apply(step);
  };
  for (let day = 1; day < 60; day += 1) {
    for (const [id, until] of running) {
      if (until > day) continue;
      running.delete(id);
      const before = given.find((one) => one.id === id);
      const took = { ...before?.extra, took_minutes: `${60 * (1 + (drawn[ids.indexOf(id)]?.tookDays ?? 0))}` };
      see(day, { ...before, id, status: "done", extra: took });
    }
    while (running.size < hands) {
      const order = orderThen(
        [...state.tickets()],
        { now: START + day * DAY, weights: DEFAULT_WEIGHTS, queue },
        dailyLearner(),
      );
      const id = choose(order, day);
      if (id === undefined) break;
      see(day, { ...given.find((one) => one.id === id), id, status: "doing" });
      running.set(id, day + (drawn[ids.indexOf(id)]?.tookDays ?? 0));
    }
  }
  return history;
}

test("an order taken just as rank says has no regret", () => {
  const property = fc.property(
    fc.array(aTicket, { maxLength: ids.length }),
    fc.integer({ min: 1, max: 3 }),
    (drawn, hands) => {
      const history = workedOff(drawn, hands, (order) => order.first(() => true));
      const { choices, delay } = played(history);
      expect(choices.every(({ place }) => place === 1)).toBe(true);
      expect(choices).toHaveLength(drawn.length);
      expect(delay.tickets).toBe(drawn.length);
      expect(delay.ranked).toBe(delay.taken);
    },
  );
  fc.assert(property, { numRuns: rounds(200) });
});

test("whatever was taken, both orders hold the same work, and the same history gives the same answer", () => {
  const pick = (order: OrderThen, day: number): string | undefined => {
    const wanted = 1 + (day % Math.max(order.size, 1));
    return order.first((id) => order.placeOf(id) === wanted);
  };
  const property = fc.property(
    fc.array(aTicket, { maxLength: ids.length }),
    fc.integer({ min: 1, max: 3 }),
    (drawn, hands) => {
      const history = workedOff(drawn, hands, pick);
      const result = played(history);
      expect(result.delay.tickets).toBe(drawn.length);
      expect(result.delay.workers).toBeLessThanOrEqual(hands);
      expect(result.choices.every(({ place = 1, of }) => place >= 1 && place <= of)).toBe(true);
      expect(played(history)).toEqual(result);
    },
  );
  fc.assert(property, { numRuns: rounds(100) });
});

test("a thousand tickets, two hundred open at a time, are replayed in bounded time", () => {
  const idAt = (at: number): string => `T-${String(at).padStart(4, "0")}`;
  const at = (place: number): Given => ({ id: idAt(place), extra: { impact: `${1 + (place % 13)}` } });
  const history = steps([0, ...Array.from({ length: 200 }, (_, place) => at(place))]);
  for (let place = 0; place < 1000; place += 1) {
    const day = 1 + place / 10;
    history.push(...steps([day, { ...at(place), status: "doing" }], [day + 0.05, { ...at(place), status: "done" }]));
    if (place < 800) history.push(...steps([day + 0.06, at(place + 200)]));
  }
  // Time that this process worked: what else the machine does is no part of it.
  const from = process.cpuUsage();
  const { choices, delay } = played(history);
  expect(process.cpuUsage(from).user / 1000).toBeLessThan(10_000);
  expect([choices.length, delay.tickets]).toEqual([1000, 1000]);
});
