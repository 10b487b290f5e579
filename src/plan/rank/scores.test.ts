import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { summary } from "../../../test/summaries.ts";
import type { Summary } from "../../ticket/model.ts";
import { sortPlaces } from "../order.ts";
import { readyPlaces } from "../readiness.ts";
import { learnRatios } from "./actuals.ts";
import { duePoints } from "./own-score.ts";
import { receivedAt, scoreTickets } from "./scores.ts";
import { formulaOf, termsOf } from "./terms.ts";
import { DEFAULT_WEIGHTS } from "./weights.ts";

type Given = Parameters<typeof summary>[0];

const NOW = Date.parse("2026-03-31T09:30:00Z");
const NEW = "2026-03-31T01:00:00Z";

const scoresOf = (given: readonly Given[], weights = DEFAULT_WEIGHTS) =>
  scoreTickets(
    given.map((one) => summary({ created: NEW, ...one })),
    { now: NOW, weights },
  );
const score = (given: Omit<Given, "id">): number => scoresOf([{ id: "A", ...given }]).hundredthsAt(0) / 100;

test("the worked examples: impact and effort, age, and the end of age", () => {
  expect(score({ extra: { impact: "8", effort: "2" } })).toBe(6.5);
  expect(score({ extra: { impact: "5", effort: "5" }, created: "2026-03-27T23:59:59Z" })).toBe(2.8);
  expect(score({ extra: { impact: "13", effort: "8" }, created: "2026-03-01T08:00:00Z" })).toBe(4.5);
});

test("each term counts as the formula says", () => {
  const own = { impact: "8", effort: "2" };
  expect(score({ extra: { ...own, time_criticality: "5" } })).toBe(8);
  expect(score({ extra: { ...own, risk_reduction: "1" } })).toBe(5.5);
  expect(score({ extra: { ...own, due: "2026-04-01" } })).toBe(11.5);
  expect(score({ extra: { ...own, confidence: "medium" } })).toBe(5.53);
  expect(score({ extra: { ...own, confidence: "low" } })).toBe(4.55);
  expect(score({ kind: "bug" })).toBe(3.5);
  expect(score({ kind: "constructor", extra: { confidence: "high" } })).toBe(1.87);
  expect(score({ status: "done", extra: own })).toBe(0);
});

test("the nearer the due day, the more it adds", () => {
  const points = Array.from({ length: 40 }, (_, at) => duePoints(at - 3));
  expect(points.toSorted((a, b) => b - a)).toEqual(points);
  expect([points[0], points[3], points[33], points[34]]).toEqual([13, 10, 1, 0]);
  expect(duePoints(undefined)).toBe(0);
});

test("strange numbers count as the nearest that makes sense, and the term says so", () => {
  const scores = scoresOf([
    {
      id: "A",
      created: "2027-01-01T00:00:00Z",
      extra: {
        impact: "99",
        effort: "-3",
        time_criticality: "0",
        risk_reduction: "a lot",
        due: "soon",
        confidence: "9",
      },
    },
  ]);
  const sources = Object.fromEntries(
    termsOf(scores, 0).map(({ name, value, source }) => [name, `${value}: ${source}`]),
  );
  expect(sources).toEqual({
    impact: '13: the ticket says "99"; more than 13 counts as 13',
    time_criticality: '1: the ticket says "0"; less than 1 counts as 1',
    due: '0: due "soon", which is no day',
    risk_reduction: '3: the weight in docket.yaml: the ticket says "a lot", which is no number',
    confidence: '1: high: the ticket says "9", which is none of high, medium and low',
    unblocks: "0: nothing that counts waits for it",
    aging: "1: created 2027-01-01T00:00:00Z lies ahead; it counts as new",
    effort: '0.5: the ticket says "-3"; less than 0.5 counts as 0.5',
    similar_work: "1: no done ticket of kind task says what it took",
  });
  expect(formulaOf(scores, 0)).toBe("((13 + 1 + 0 + 3) × 1 + 0) × 1 ÷ (0.5 × 1) = 34");
});

const WORTH_10 = { impact: "5", effort: "1" };

test("half of what waits flows back, shared among all it waits for, and goes on to what that waits for", () => {
  const scores = scoresOf([
    { id: "A", extra: WORTH_10, depends_on: ["B", "C", "B"] },
    { id: "B", extra: WORTH_10, depends_on: ["D"] },
    { id: "C", extra: WORTH_10 },
    { id: "D", extra: WORTH_10 },
    { id: "E", extra: WORTH_10, status: "done" },
    { id: "F", extra: WORTH_10, depends_on: ["E", "GONE", "C"] },
  ]);
  const received = ["A", "B", "C", "D", "E", "F"].map((_, place) => receivedAt(scores, place));
  expect(received).toEqual([0, 2.5, 5, 6.25, 0, 0]);
  expect(termsOf(scores, 2).find(({ name }) => name === "unblocks")).toEqual({
    name: "unblocks",
    value: 5,
    source: "A (2.5), F (2.5)",
  });
});

test("blocks and parent are ties like depends_on; what was put off gives nothing; a duplicate stands for its original", () => {
  const scores = scoresOf([
    { id: "A", extra: WORTH_10, blocks: ["B"] },
    { id: "B", extra: WORTH_10 },
    { id: "C", extra: WORTH_10, parent: "B" },
    { id: "D", extra: WORTH_10, status: "deferred", depends_on: ["E"] },
    { id: "E", extra: WORTH_10 },
    { id: "F", extra: WORTH_10, depends_on: ["G"] },
    { id: "G", status: "rejected", duplicate_of: "H" },
    { id: "H", extra: WORTH_10 },
  ]);
  expect([0, 2, 4, 7].map((place) => receivedAt(scores, place))).toEqual([2.5, 2.5, 0, 5]);
});

test("tickets in a circle give and take nothing, and those around it are not touched by that", () => {
  const scores = scoresOf([
    { id: "A", extra: WORTH_10, depends_on: ["B"] },
    { id: "B", extra: WORTH_10, depends_on: ["A", "C"] },
    { id: "C", extra: WORTH_10 },
    { id: "D", extra: WORTH_10, depends_on: ["A", "C"] },
    { id: "E", extra: WORTH_10, depends_on: ["E"], priority: "P0" },
  ]);
  expect([0, 1, 2, 3, 4].map((place) => receivedAt(scores, place))).toEqual([0, 0, 2.5, 0, 0]);
  expect(termsOf(scores, 0).find(({ name }) => name === "unblocks")?.source).toBe(
    "nothing: it waits for itself in a circle",
  );
});

const took = (id: string, minutes: number, more: Partial<Given> = {}): Given => ({
  id,
  status: "done",
  extra: { effort: "2", took_minutes: `${minutes}` },
  ...more,
});

test("what similar work took corrects effort: drawn towards 1, bounded, outliers left out by name", () => {
  const tickets = [
    ...[1, 2, 3, 4].map((n) => took(`D-${n}`, 20, { kind: "docs" })),
    ...[1, 2, 3, 4, 5].map((n) => took(`B-${n}`, 60 + n, { kind: "bug" })),
    took("B-9", 3000, { kind: "bug" }),
    took("X-1", 0, { kind: "chore" }),
    took("X-2", 60, { kind: "chore", status: "doing" }),
  ].map(summary);
  const ratios = learnRatios(tickets, DEFAULT_WEIGHTS);
  // Bugs take 31.5 minutes a point, docs 10, both together 395 / 18; five and four tickets of their own.
  expect(Object.fromEntries(ratios)).toEqual({
    docs: { ratio: 0.758, from: 4, outliers: [] },
    bug: { ratio: 1.218, from: 5, outliers: ["B-9"] },
  });
  expect(learnRatios(tickets, { ...DEFAULT_WEIGHTS, learnFrom: 0 }).size).toBe(0);
  const many = Array.from({ length: 300 }, (_, n) => took(`A-${n}`, n < 290 ? 1 : 999, { kind: n < 290 ? "a" : "b" }));
  expect(learnRatios(many.map(summary), DEFAULT_WEIGHTS).get("b")?.ratio).toBe(2);
  const scores = scoresOf([...tickets, { id: "NEW", kind: "bug", extra: { impact: "8", effort: "2" } }]);
  expect(termsOf(scores, tickets.length).at(-1)).toEqual({
    name: "similar_work",
    value: 1.218,
    source: "minutes per point of 5 done tickets of kind bug, against all; left out as far off: B-9",
  });
});

test("weights turn the terms off", () => {
  const off = { ...DEFAULT_WEIGHTS, agingPerDay: 0, due: 0, unblock: 0, timeCriticality: 1, riskReduction: 0 };
  const old = { id: "A", created: "2026-01-01T00:00:00Z", extra: { impact: "8", effort: "1", due: "2026-01-01" } };
  const waiter = { id: "B", depends_on: ["A"] };
  expect(scoresOf([old, waiter], off).hundredthsAt(0) / 100).toBe(9);
});

const POINTS = fc.integer({ min: 1, max: 13 }).map(String);
const READY = fc.record({
  kind: fc.constantFrom("bug", "docs"),
  priority: fc.constantFrom("P1", "P2"),
  created: fc.constantFrom("2026-03-20T00:00:00Z", "2026-03-29T00:00:00Z", NEW),
  status: fc.constantFrom("ready", "new"),
  blocks: fc.constantFrom([], ["T-0"], ["T-1", "T-3"]),
  extra: fc.record({ impact: POINTS, effort: POINTS, confidence: fc.constantFrom("low", "medium", "high") }),
});

const raised: readonly (readonly [string, (ticket: Summary) => Summary])[] = [
  ["impact", more("impact", "13")],
  ["time criticality", more("time_criticality", "13")],
  ["risk reduction", more("risk_reduction", "13")],
  ["confidence", more("confidence", "high")],
  ["a due day", more("due", "2026-04-01")],
  ["less effort", more("effort", "0.5")],
  ["age", (ticket) => ({ ...ticket, created: "2026-01-01T00:00:00Z" })],
  ["priority", (ticket) => ({ ...ticket, priority: "P0" })],
];

function more(name: string, text: string): (ticket: Summary) => Summary {
  return (ticket) => ({ ...ticket, extra: { ...ticket.extra, [name]: text } });
}

test.each(raised)("more of it never ranks what can be started lower: %s", (_name, raise) => {
  const find = (tickets: readonly Summary[], id: string): number => {
    const ordering = { now: NOW, weights: DEFAULT_WEIGHTS, queue: new Map() };
    const order = sortPlaces(tickets, readyPlaces(tickets, ordering), ordering);
    return order.findIndex((place) => tickets[place]?.id === id);
  };
  fc.assert(
    fc.property(fc.array(READY, { minLength: 2, maxLength: 12 }), fc.nat(), (given, pick) => {
      const tickets = given.map((one, at) => summary({ ...one, id: `T-${at}` }));
      const id = `T-${pick % tickets.length}`;
      const before = find(tickets, id);
      const after = find(
        tickets.map((one) => (one.id === id ? raise(one) : one)),
        id,
      );
      expect(after).toBeLessThanOrEqual(before);
    }),
    { numRuns: rounds(150) },
  );
});

test("a chain of thousands, and thousands in one parent, are no more than thousands", () => {
  const chain = Array.from({ length: 5_000 }, (_, at) => ({
    id: `C-${at}`,
    depends_on: at === 0 ? [] : [`C-${at - 1}`],
  }));
  const children = Array.from({ length: 5_000 }, (_, at) => ({ id: `P-${at}`, parent: "P", epic: "E" }));
  const scores = scoresOf([...chain, { id: "P" }, ...children]);
  expect(receivedAt(scores, 0)).toBeGreaterThan(receivedAt(scores, 4_998));
  const each = new Set(children.map((_, at) => receivedAt(scores, 5_001 + at)));
  expect([...each]).toEqual([0.00056]);
});

test("nothing to rank is no trouble", () => {
  expect(scoresOf([]).hundredthsAt(0)).toBe(0);
  expect(termsOf(scoresOf([]), 0)).toEqual([]);
});
