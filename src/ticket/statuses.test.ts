import { expect, test } from "vitest";
import { docTable } from "../../test/doc-table.ts";
import { GUARDS, isOpen, isStatus, movesFrom, OPEN_STATUSES, STATUSES, TRANSITIONS } from "./statuses.ts";

test("docs/statuses.md holds the same moves as the code", () => {
  const inCode = TRANSITIONS.map(({ from, to, who, reason, guards }) => [
    from,
    to,
    who,
    reason,
    guards.join(", ") || "–",
  ]);
  expect(docTable("statuses.md", "moves")).toEqual(inCode);
});

test("docs/statuses.md explains every guard", () => {
  expect(docTable("statuses.md", "guards").map(([name]) => name)).toEqual([...GUARDS]);
});

test("no pair stands twice in the table, and none leads to itself", () => {
  const pairs = TRANSITIONS.map(({ from, to }) => `${from} → ${to}`);
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(TRANSITIONS.filter(({ from, to }) => from === to)).toEqual([]);
});

test("every status can be reached from new, and every one has a way out", () => {
  const reached = new Set<string>(["new"]);
  for (const status of reached) for (const { to } of movesFrom(status)) reached.add(to);
  expect([...reached].sort()).toEqual([...STATUSES].sort());
  for (const status of STATUSES) expect(movesFrom(status)).not.toEqual([]);
});

test("nobody but a person may say that a ticket is done: what Docket merges is done by that alone", () => {
  const byAgents = TRANSITIONS.filter(({ to, who }) => to === "done" && who === "anyone");
  expect(byAgents).toEqual([]);
});

test("open is everything but done and rejected, unknown words included", () => {
  expect(STATUSES.filter(isOpen).sort()).toEqual([...OPEN_STATUSES].sort());
  expect(isOpen("in_progress")).toBe(true);
  expect(isStatus("in_progress")).toBe(false);
  expect(movesFrom("in_progress").map(({ to }) => to)).toEqual(["new", "rejected", "done"]);
});
