import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { summary } from "../../test/summaries.ts";
import { queuePositions } from "./epics.ts";
import { byNext } from "./order.ts";

const ordered = (...given: readonly Parameters<typeof summary>[0][]): readonly string[] =>
  given
    .map(summary)
    .sort((a, b) => byNext(a, b))
    .map((one) => one.id);

test("stage, then priority, then due, then age, then id", () => {
  expect(
    ordered(
      { id: "A", status: "new", priority: "P0" },
      { id: "B", status: "refined" },
      { id: "C", status: "ready", priority: "P3" },
    ),
  ).toEqual(["C", "B", "A"]);
  expect(ordered({ id: "A", priority: "soon" }, { id: "B", priority: "P3" }, { id: "C", priority: "P0" })).toEqual([
    "C",
    "B",
    "A",
  ]);
  expect(
    ordered({ id: "A" }, { id: "B", extra: { due: "2026-05-01" } }, { id: "C", extra: { due: "2026-04-01" } }),
  ).toEqual(["C", "B", "A"]);
  expect(ordered({ id: "A", created: "2026-02-02T00:00:00Z" }, { id: "B", created: "2026-02-01T00:00:00Z" })).toEqual([
    "B",
    "A",
  ]);
  expect(ordered({ id: "B" }, { id: "A" })).toEqual(["A", "B"]);
});

test("within a priority the epic's queue decides, and what is in no queue comes after", () => {
  const queue = queuePositions([{ id: "E", queue: ["C", "B"] }]);
  const list = [summary({ id: "A" }), summary({ id: "B" }), summary({ id: "C" }), summary({ id: "D", priority: "P1" })];
  expect(list.sort((a, b) => byNext(a, b, queue)).map((one) => one.id)).toEqual(["D", "C", "B", "A"]);
});

test("it is a total order: the same tickets come out the same, however they went in", () => {
  const tickets = fc.record({
    id: fc.stringMatching(/^[A-C]-[0-9]$/),
    status: fc.constantFrom("new", "ready", "constructor", "__proto__"),
    priority: fc.constantFrom("P0", "P2", "toString"),
    created: fc.constantFrom("", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
    extra: fc.constantFrom({}, { due: "2026-05-01" }, { due: "2026-04-01" }),
  });
  fc.assert(
    fc.property(
      fc
        .uniqueArray(tickets, { selector: ({ id }) => id })
        .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(ordered(...shuffled)).toEqual(ordered(...list));
      },
    ),
    { numRuns: rounds(200) },
  );
});
