import { expect, test } from "vitest";
import { evidence } from "./evidence.ts";

const PAGE = { columns: 100, hints: true, fields: undefined };

/** The lines as a person reads them. */
const shown = (output: unknown): readonly string[] =>
  evidence(output, PAGE).map((line) =>
    line
      .map((span) => (typeof span === "string" ? span : span.text))
      .join("")
      .trimEnd(),
  );

test("held facts say below the table why, each reason once", () => {
  const held = (id: string) => ({ id, severity: "low", message: "TODO: later", held: "seen too narrowly" });
  const facts = [held("todo-1"), held("todo-2"), { ...held("todo-3"), gone: "2026-01-01T00:00:00Z" }];
  expect(shown({ facts, total: 3, unreadable: 0 }).slice(4)).toEqual(["held (2): seen too narrowly"]);
});

test("entries of other tools stand below the facts, and alone where there are none", () => {
  const other = { id: "shop/1/codex/0:confusion_point:1", status: "queued", source: "confusion_point" };
  const alone = shown({ facts: [], total: 0, unreadable: 0, others: [other], othersTotal: 3 });
  expect(alone).toEqual([
    "kept by other tools in the same ledger: 1 of 3; --limit shows more",
    "ENTRY                             STATUS",
    "shop/1/codex/0:confusion_point:1  queued",
  ]);
  const fact = { id: "todo-1", severity: "low", message: "TODO: later" };
  const both = shown({ facts: [fact], total: 1, unreadable: 0, others: [other], othersTotal: 1 });
  expect(both.slice(2, 4)).toEqual(["", "kept by other tools in the same ledger"]);
  expect(shown({ facts: [], total: 0, unreadable: 0 })).toEqual(["no facts"]);
});

test("coverage says how much of it other tools keep", () => {
  const lines = shown({
    coverage: 0.5,
    covered: 1,
    total: 2,
    bySource: [],
    preview: [],
    others: { covered: 0, total: 1 },
  });
  expect(lines).toEqual(["1 of 2 open facts have a ticket (50 %)", "  of these kept by other tools: 0/1"]);
});
