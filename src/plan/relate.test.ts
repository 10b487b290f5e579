import { expect, test } from "vitest";
import { summary } from "../../test/summaries.ts";
import type { RelationKind } from "../ticket/model.ts";
import { checkRelation } from "./relate.ts";

const BACKLOG = [
  summary({ id: "A", depends_on: ["B"] }),
  summary({ id: "B", parent: "P" }),
  summary({ id: "P", parent: "Q" }),
  summary({ id: "Q" }),
  summary({ id: "D", duplicate_of: "E" }),
  summary({ id: "E" }),
];

const messageOf = (ticket: string, kind: RelationKind, target: string): string => {
  const result = checkRelation(BACKLOG, { ticket, kind, target });
  return result.ok ? "fine" : `${result.fault.code}: ${result.fault.message}`;
};

test("a relation that closes a cycle is refused and the cycle is printed", () => {
  expect(messageOf("B", "depends_on", "A")).toBe("relation-cycle: this would close a cycle: B → A → B");
  expect(messageOf("A", "blocks", "B")).toBe("relation-cycle: this would close a cycle: B → A → B");
  expect(messageOf("B", "depends_on", "Q")).toBe("relation-cycle: this would close a cycle: B → Q → P → B");
  expect(messageOf("Q", "parent", "P")).toBe("relation-cycle: this would close a cycle: P → Q → P");
  expect(messageOf("E", "duplicate_of", "D")).toBe("relation-cycle: this would close a cycle: E → D → E");
});

test("the fault names the first ticket of the cycle and what to do", () => {
  expect(checkRelation(BACKLOG, { ticket: "B", kind: "depends_on", target: "A" })).toMatchObject({
    fault: { code: "relation-cycle", where: "B", hint: expect.stringContaining("related") },
  });
});

test.each(["depends_on", "blocks", "related", "supersedes", "duplicate_of", "parent"] as const)(
  "a ticket cannot have %s to itself",
  (kind) => {
    expect(messageOf("A", kind, "A")).toBe("relation-cycle: this would close a cycle: A → A");
  },
);

test("what closes no cycle is fine, also to a ticket nobody knows", () => {
  expect(messageOf("A", "depends_on", "Q")).toBe("fine");
  expect(messageOf("B", "related", "A")).toBe("fine");
  expect(messageOf("D", "duplicate_of", "A")).toBe("fine");
  expect(messageOf("A", "depends_on", "gone")).toBe("fine");
});

test("a new parent takes the place of the old one", () => {
  const backlog = [summary({ id: "C", parent: "P" }), summary({ id: "P", depends_on: ["R"] }), summary({ id: "R" })];
  expect(checkRelation(backlog, { ticket: "C", kind: "parent", target: "R" }).ok).toBe(true);
  expect(checkRelation(backlog, { ticket: "P", kind: "parent", target: "C" }).ok).toBe(false);
});
