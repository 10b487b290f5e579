import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { summary } from "../../test/summaries.ts";
import type { Summary } from "../ticket/model.ts";
import { STATUSES } from "../ticket/statuses.ts";
import { nextDate, readiness, readyPlaces, unmetDependencies } from "./readiness.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");

/** State and reasons of the ticket A among others. */
function ofA(a: Partial<Summary>, ...others: readonly Summary[]): readonly string[] {
  const all = [summary({ id: "A", ...a }), ...others];
  const found = readiness(all, { now: NOW }).get("A");
  // The quick way to what is ready never says anything else.
  expect(readyPlaces(all, { now: NOW }).includes(0)).toBe(found?.state === "ready");
  return [found?.state ?? "missing", ...(found?.reasons ?? []).map(({ code, message }) => `${code}: ${message}`)];
}

test.each([
  ["new", "ready"],
  ["refined", "ready"],
  ["ready", "ready"],
  ["doing", "active"],
  ["review", "active"],
  ["done", "closed"],
  ["rejected", "closed"],
])("a ticket alone in %s is %s", (status, state) => {
  expect(ofA({ status })).toEqual([state]);
});

test("parked and unknown statuses say so", () => {
  expect(ofA({ status: "blocked" })).toEqual(["parked", "status: is blocked"]);
  expect(ofA({ status: "deferred" })).toEqual(["parked", "status: is deferred"]);
  expect(ofA({ status: "in_progress" })).toEqual(["blocked", "status: has the unknown status in_progress"]);
});

test.each(STATUSES)("a dependency in %s", (status) => {
  const expected =
    status === "done"
      ? ["ready"]
      : status === "rejected"
        ? ["blocked", "dependency-rejected: waits for B, which was rejected"]
        : ["blocked", `waits-for: waits for B (${status})`];
  expect(ofA({ depends_on: ["B"] }, summary({ id: "B", status }))).toEqual(expected);
});

test("a dependency on nothing, and on a file that cannot be read", () => {
  expect(ofA({ depends_on: ["B"] })).toEqual(["blocked", "dangling: waits for B, which does not exist"]);
  const broken = { code: "frontmatter-unclosed", severity: "error", message: "the frontmatter is not closed" } as const;
  expect(ofA({ depends_on: ["B"] }, summary({ id: "B", broken }))).toEqual([
    "blocked",
    "waits-for: waits for B (its file cannot be read)",
  ]);
  expect(ofA({ broken })).toEqual(["broken", "unreadable: its file cannot be read: the frontmatter is not closed"]);
});

test("a duplicate is followed to what it duplicates", () => {
  const duplicate = summary({ id: "B", status: "rejected", duplicate_of: "C" });
  expect(ofA({ depends_on: ["B"] }, duplicate, summary({ id: "C", status: "done" }))).toEqual(["ready"]);
  expect(ofA({ depends_on: ["B"] }, duplicate, summary({ id: "C", status: "doing" }))).toEqual([
    "blocked",
    "waits-for: waits for C (doing) (as B is a duplicate of it)",
  ]);
  expect(ofA({ depends_on: ["B"] }, duplicate)).toEqual([
    "blocked",
    "dangling: waits for C, which does not exist (as B is a duplicate of it)",
  ]);
  const circle = [duplicate, summary({ id: "C", status: "rejected", duplicate_of: "B" })];
  expect(ofA({ depends_on: ["B"] }, ...circle)[0]).toBe("blocked");
});

test("open tickets that block it, and open children, are waited for; closed ones are not", () => {
  expect(ofA({}, summary({ id: "B", blocks: ["A"], status: "doing" }))).toEqual([
    "blocked",
    "blocked-by: B blocks it (doing)",
  ]);
  expect(ofA({}, summary({ id: "B", parent: "A", status: "review" }))).toEqual([
    "blocked",
    "open-children: its child B is open (review)",
  ]);
  expect(ofA({}, summary({ id: "B", blocks: ["A"], parent: "A", status: "done" }))).toEqual(["ready"]);
  expect(ofA({}, summary({ id: "B", blocks: ["A"], status: "rejected" }))).toEqual(["ready"]);
});

test("an open question and a later start hold it back", () => {
  expect(ofA({ extra: { action_required: "which port?" } })).toEqual([
    "blocked",
    "open-question: needs an answer: which port?",
  ]);
  expect(ofA({ extra: { not_before: "2026-03-11" } })).toEqual(["blocked", "not-before: not before 2026-03-11"]);
  expect(ofA({ extra: { not_before: "2026-03-10" } })).toEqual(["ready"]);
  expect(ofA({ extra: { not_before: "soon" } })).toEqual(["ready"]);
});

test("a circle holds everybody on it, but not one through a closed ticket", () => {
  const b = summary({ id: "B", depends_on: ["A"] });
  expect(ofA({ depends_on: ["B"] }, b)).toEqual([
    "blocked",
    "waits-for: waits for B (new)",
    "cycle: is part of a circle of relations",
  ]);
  expect(ofA({ depends_on: ["B"] }, { ...b, status: "done" })).toEqual(["ready"]);
});

test("two files with one id are never handed out", () => {
  expect(ofA({}, summary({ id: "A" }))).toEqual(["broken", "duplicate-id: two files carry this id"]);
});

test("a reason names the other ticket", () => {
  const found = readiness([summary({ id: "A", depends_on: ["B"] })], { now: NOW }).get("A");
  expect(found?.reasons).toEqual([{ code: "dangling", message: "waits for B, which does not exist", ticket: "B" }]);
});

test("the guard of a move is told what is unmet, questions apart", () => {
  const backlog = [
    summary({ id: "A", depends_on: ["B"], extra: { action_required: "why?" } }),
    summary({ id: "B", status: "doing" }),
    summary({ id: "C", blocks: ["A"] }),
  ];
  expect(unmetDependencies(backlog, "A")).toEqual(["waits for B (doing)", "C blocks it (new)"]);
  expect(unmetDependencies(backlog, "nobody")).toEqual([]);
});

test("in any backlog a ready ticket waits for nothing open, and finishing what is ready ends every backlog without circles", () => {
  const size = 8;
  const id = (index: number): string => `T-${index}`;
  /** Relations point to later tickets only, so that there is no circle. */
  const backlogs = fc.tuple(
    ...Array.from({ length: size }, (_, index) =>
      fc.subarray(Array.from({ length: size - index - 1 }, (_, more) => id(index + 1 + more))),
    ),
  );
  fc.assert(
    fc.property(backlogs, (targets) => {
      let backlog: readonly Summary[] = targets.map((depends_on, index) => summary({ id: id(index), depends_on }));
      for (let step = 0; step < size; step += 1) {
        const states = readiness(backlog, { now: NOW });
        const next = backlog.find((one) => states.get(one.id)?.state === "ready");
        const open = new Set(backlog.filter((one) => one.status !== "done").map((one) => one.id));
        expect(next?.depends_on.filter((target) => open.has(target))).toEqual([]);
        backlog = backlog.map((one) => (one === next ? { ...one, status: "done" } : one));
      }
      expect(backlog.every((one) => one.status === "done")).toBe(true);
    }),
    { numRuns: rounds(100) },
  );
});

test("time alone changes what is ready when the next date is there", () => {
  const dated = (not_before: string): Summary => summary({ id: not_before, extra: { not_before } });
  const all = ["2026-03-12", "2026-03-11", "2026-03-01", "no date"].map(dated);
  expect(nextDate(all, NOW)).toBe(Date.parse("2026-03-11"));
  expect(nextDate(all.slice(2), NOW)).toBeUndefined();
});
