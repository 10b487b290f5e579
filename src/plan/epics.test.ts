import { expect, test } from "vitest";
import { summary } from "../../test/summaries.ts";
import { epicProgress, queuePositions } from "./epics.ts";

test("progress counts by status, leaves rejected ones out, and never rounds up to 100", () => {
  const tickets = [
    ...Array.from({ length: 199 }, (_, index) => summary({ id: `A-${index}`, epic: "E", status: "done" })),
    summary({ id: "B", epic: "E", status: "doing" }),
    summary({ id: "C", epic: "E", status: "rejected" }),
    summary({ id: "D", epic: "F", status: "__proto__" }),
    summary({ id: "G" }),
  ];
  const [first, empty, unknown] = epicProgress(
    [
      { id: "E", queue: [] },
      { id: "EMPTY", queue: [] },
    ],
    tickets,
  );
  expect(first).toEqual({
    epic: "E",
    registered: true,
    total: 200,
    done: 199,
    open: 1,
    percentDone: 99,
    byStatus: { doing: 1, done: 199, rejected: 1 },
  });
  expect(empty).toMatchObject({ epic: "EMPTY", total: 0, percentDone: 0, byStatus: {} });
  expect(unknown).toMatchObject({ epic: "F", registered: false, open: 1 });
  expect(Object.entries(unknown?.byStatus ?? {})).toEqual([["__proto__", 1]]);
});

test("an epic that stands twice in the registry is counted once", () => {
  const twice = [
    { id: "E", queue: [] },
    { id: "E", queue: [] },
  ];
  expect(
    epicProgress(twice, [summary({ id: "A", epic: "E" }), summary({ id: "B", epic: "F" })]).map(({ epic }) => epic),
  ).toEqual(["E", "F"]);
});

test("the earlier place counts when a ticket stands in two queues", () => {
  const positions = queuePositions([
    { id: "E", queue: ["A", "B"] },
    { id: "F", queue: ["B"] },
  ]);
  expect([...positions]).toEqual([
    ["A", 0],
    ["B", 0],
  ]);
});
