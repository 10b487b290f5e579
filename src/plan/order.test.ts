import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { summary } from "../../test/summaries.ts";
import { queuePositions } from "./epics.ts";
import { nextDay, type QueuePositions, sortPlaces } from "./order.ts";
import { DEFAULT_WEIGHTS } from "./rank/weights.ts";

type Given = Parameters<typeof summary>[0];

const NOW = Date.parse("2026-03-02T09:30:00Z");

function ordered(given: readonly Given[], queue: QueuePositions = new Map()): readonly string[] {
  const tickets = given.map(summary);
  const places = sortPlaces(tickets, [...tickets.keys()], { now: NOW, weights: DEFAULT_WEIGHTS, queue });
  return places.map((place) => tickets[place]?.id ?? "");
}

test("stage, then priority, then score, then age, then id", () => {
  expect(
    ordered([
      { id: "A", status: "new", priority: "P0" },
      { id: "B", status: "refined" },
      { id: "C", status: "ready", priority: "P3" },
    ]),
  ).toEqual(["C", "B", "A"]);
  expect(
    ordered([
      { id: "A", priority: "soon" },
      { id: "B", priority: "P3", extra: { impact: "13" } },
      { id: "C", priority: "P0" },
    ]),
  ).toEqual(["C", "B", "A"]);
  expect(ordered([{ id: "A" }, { id: "B", extra: { impact: "3" } }, { id: "C", extra: { impact: "9" } }])).toEqual([
    "C",
    "A",
    "B",
  ]);
  const [early, late] = ["2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z"];
  expect(ordered([{ id: "A", created: late }, { id: "B", created: early }])).toEqual(["B", "A"]);
  expect(ordered([{ id: "B" }, { id: "A" }])).toEqual(["A", "B"]);
});

test("within a priority the epic's queue decides, and what is in no queue comes after, whatever its score", () => {
  const queue = queuePositions([{ id: "E", queue: ["C", "B"] }]);
  const list = [{ id: "A", extra: { impact: "13" } }, { id: "B" }, { id: "C" }, { id: "D", priority: "P1" }];
  expect(ordered(list, queue)).toEqual(["D", "C", "B", "A"]);
});

test("a ticket takes the priority of what waits for it, and comes right behind those that have it of their own", () => {
  expect(
    ordered([
      { id: "A", priority: "P1" },
      { id: "B", priority: "P3" },
      { id: "C", priority: "P3", blocks: ["D"] },
      { id: "D", priority: "P3", status: "refined", blocks: ["E"] },
      { id: "E", priority: "P0", status: "blocked" },
      { id: "F", priority: "P0", extra: { impact: "1", effort: "13" } },
    ]),
  ).toEqual(["D", "F", "C", "A", "B", "E"]);
});

test("an order holds until the next day begins", () => {
  expect(new Date(nextDay(NOW)).toISOString()).toBe("2026-03-03T00:00:00.000Z");
  expect(nextDay(Date.parse("2026-03-03T00:00:00Z"))).toBe(Date.parse("2026-03-04T00:00:00Z"));
});

const DAYS = ["", "2026-01-01T00:00:00Z", "2026-02-27T00:00:00Z", "2027-01-01T00:00:00Z", "never"];
const IDS = fc.stringMatching(/^[A-C]-[0-9]$/);
const TICKET = fc.record({
  id: IDS,
  kind: fc.constantFrom("bug", "docs", "constructor", ""),
  status: fc.constantFrom("new", "ready", "blocked", "deferred", "done", "constructor", "__proto__"),
  priority: fc.constantFrom("P0", "P1", "P2", "P3", "toString"),
  created: fc.constantFrom(...DAYS),
  depends_on: fc.array(IDS, { maxLength: 3 }),
  blocks: fc.array(IDS, { maxLength: 2 }),
  parent: fc.oneof(fc.constant(""), IDS),
  extra: fc.record(
    {
      impact: fc.constantFrom("0", "-4", "3", "13", "1e9", "many", "2.5"),
      effort: fc.constantFrom("0", "-4", "0.1", "8", "Infinity", "x"),
      confidence: fc.constantFrom("low", "medium", "high", "quite"),
      due: fc.constantFrom("2026-03-01", "2026-03-04", "2029-01-01", "soon"),
      took_minutes: fc.constantFrom("10", "0", "-3", "100000", "x"),
    },
    { requiredKeys: [] },
  ),
});
const TICKETS = fc.uniqueArray(TICKET, { selector: ({ id }) => id, maxLength: 20 });

test("it is a total order: the same tickets come out the same, however they went in", () => {
  fc.assert(
    fc.property(
      TICKETS.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        const order = ordered(list);
        expect(new Set(order).size).toBe(list.length);
        expect(ordered(shuffled)).toEqual(order);
      },
    ),
    { numRuns: rounds(300) },
  );
});

test("what nobody ranks by changes nothing: title, labels, epic, assignee, the time of the last change", () => {
  const edit = fc.record({
    title: fc.string(),
    labels: fc.array(fc.string()),
    epic: fc.string(),
    assignee: fc.string(),
    updated: fc.constantFrom(...DAYS),
  });
  fc.assert(
    fc.property(TICKETS, fc.array(edit, { minLength: 1, maxLength: 20 }), (list, edits) => {
      const edited = list.map((ticket, at) => ({ ...ticket, ...edits[at % edits.length] }));
      expect(ordered(edited)).toEqual(ordered(list));
    }),
    { numRuns: rounds(200) },
  );
});

test("no P3 is before a P0 that is as near to being worked on", () => {
  fc.assert(
    fc.property(TICKETS, (list) => {
      const byId = new Map(list.map((one) => [one.id, one]));
      const order = ordered(list).map((id) => byId.get(id));
      for (const status of new Set(list.map((one) => one.status))) {
        const own = order.filter((one) => one?.status === status).map((one) => one?.priority);
        expect(own.lastIndexOf("P0")).toBeLessThan(own.includes("P3") ? own.indexOf("P3") : own.length);
      }
    }),
    { numRuns: rounds(300) },
  );
});
