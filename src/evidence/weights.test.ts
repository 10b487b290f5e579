import { expect, test } from "vitest";
import { docTable } from "../../test/doc-table.ts";
import { atom, minute } from "../../test/rigs/atoms.ts";
import { breadthOf, breadthRisks, heldByBreadth } from "./breadth.ts";
import { coverageOf } from "./coverage.ts";
import {
  EFFORT_TABLE,
  IMPACT_TABLE,
  KIND_TABLE,
  type PointsRow,
  REVIEW_EFFORT_TABLE,
  TEST_EFFORT_TABLE,
  TEST_IMPACT_TABLE,
  VULNERABILITY_TABLE,
  WEAKNESS_TABLE,
} from "./estimate/tables.ts";
import { byWeight, type Weighed } from "./order.ts";
import { RUN_TRUST, SOURCE_TABLE } from "./sources.ts";
import { trustOf, trustScore, weightOf } from "./trust.ts";

test("the page shows each source with its weight and the reason", () => {
  expect(docTable("evidence.md", "sources")).toEqual(
    SOURCE_TABLE.map(({ source, trust, why, estimator }) => [source, trust.toFixed(2), why, estimator]),
  );
});

test("the page shows the weights of what agents' runs leave", () => {
  expect(docTable("evidence.md", "run-trust")).toEqual(
    Object.entries(RUN_TRUST).map(([rule, trust]) => [rule, trust.toFixed(2)]),
  );
});

test("the page shows the words of each table", () => {
  const named = (name: string, table: readonly PointsRow[]) =>
    table.map(({ points, words }) => [name, `${points}`, words.join(", ")]);
  expect(docTable("evidence.md", "kinds")).toEqual(KIND_TABLE.map(({ kind, words }) => [kind, words.join(", ")]));
  expect(docTable("evidence.md", "points")).toEqual([
    ...named("impact", IMPACT_TABLE),
    ...named("effort", EFFORT_TABLE),
    ...named("impact of a failing test", TEST_IMPACT_TABLE),
    ...named("effort of a failing test", TEST_EFFORT_TABLE),
    ...named("impact of an advisory", VULNERABILITY_TABLE),
    ...named("effort of a review", REVIEW_EFFORT_TABLE),
  ]);
  expect(docTable("evidence.md", "weaknesses")).toEqual(
    WEAKNESS_TABLE.map(({ impact, effort, words }) => [`${impact}`, `${effort}`, words.join(", ")]),
  );
});

test.for([
  [{ groups: 0, sources: 0, weight: 0 }, 0, "low"],
  [{ groups: 1, sources: 1, weight: 1 }, 0.426878, "low"],
  [{ groups: 2, sources: 1, weight: 2 }, 0.601706, "medium"],
  [{ groups: 3, sources: 2, weight: 3 }, 0.74409, "medium"],
  [{ groups: 4, sources: 3, weight: 5 }, 0.843268, "high"],
  [{ groups: 1, sources: 1, weight: 1, confidence: 1 }, 0.552965, "medium"],
  [{ groups: 1, sources: 1, weight: 1, confidence: 9 }, 0.552965, "medium"],
] as const)("%j gives trust %d, %s", ([given, score, level]) => {
  const trust = trustScore(given);
  expect(trust.score).toBeCloseTo(score, 6);
  expect(trust.level).toBe(level);
});

test("facts of several runs and sources are believed more", () => {
  const one = [atom({ source: "tests" })];
  const two = [...one, atom({ source: "types", run: "run-2" })];
  expect(trustOf(two).score).toBeGreaterThan(trustOf(one).score);
  expect(trustOf(one)).toEqual(trustScore({ groups: 1, sources: 1, weight: 1 }));
  expect(trustOf(one, 0)).toEqual(trustScore({ groups: 1, sources: 1, weight: 1, confidence: 0 }));
});

test("what an agent's run left weighs by what it is", () => {
  const weight = (rule: string, source = "agent-runs") => weightOf({ source, identity: { rule, subject: "x" } });
  expect([weight("run_failure_event"), weight("confidence_missing"), weight("other")]).toEqual([1, 0.45, 0.55]);
  expect([weight("run_failure_event", "todo"), weight("x", "unheard of")]).toEqual([0.6, 0.55]);
});

test("breadth counts different values, and the run that found it where none is named", () => {
  const facts = [
    atom({ facts: { run: "r1", agent: "a", mission: "m1" } }),
    atom({ facts: { run: "r1", agent: "b", mission: "m1" } }),
    atom({ run: "run-7" }),
  ];
  expect(breadthOf(facts)).toEqual({ runs: 2, missions: 1, targets: 0, repo_inputs: 0, agents: 2, personas: 0 });
});

test.for([
  ["low", 1, 1, ["insufficient_run_breadth_for_non_high_severity", "insufficient_model_breadth_for_low_severity"]],
  ["low", 2, 1, ["insufficient_model_breadth_for_low_severity"]],
  ["low", 2, 2, []],
  ["medium", 1, 1, ["insufficient_run_breadth_for_non_high_severity"]],
  ["medium", 2, 1, []],
  ["high", 1, 1, []],
  ["blocker", 1, 0, []],
] as const)("severity %s seen in %d runs by %d agents has the risks %j", ([severity, runs, agents, risks]) => {
  const breadth = { runs, agents, missions: 0, targets: 0, repo_inputs: 0, personas: 0 };
  expect(breadthRisks(severity, breadth)).toEqual(risks);
});

test("only what may be an accident waits for more of its sort", () => {
  const once = [atom({ facts: { run: "r1", agent: "a" } })];
  expect(heldByBreadth("agent-runs", "low", once)).toBe(
    "seen too narrowly for severity low: 1 of 2 runs, 1 of 2 agents",
  );
  expect(heldByBreadth("agent-runs", "high", once)).toBeUndefined();
  expect(heldByBreadth("tests", "low", once)).toBeUndefined();
  const twice = [...once, atom({ facts: { run: "r2", agent: "b" } })];
  expect(heldByBreadth("agent-runs", "low", twice)).toBeUndefined();
});

test("coverage leaves out what is gone or ignored, and names the worst that is open", () => {
  const ignored = { reason: "known", by: "mika", at: minute(0), until: minute(5) };
  const facts = [
    atom({ id: "a", ticket: "BUG-1" }),
    atom({ id: "b", severity: "high" }),
    atom({ id: "c", severity: "blocker" }),
    atom({ id: "d", severity: "low" }),
    atom({ id: "e", severity: "blocker", gone: minute(1) }),
    atom({ id: "f", severity: "blocker", ignored }),
  ];
  const { uncovered, ...numbers } = coverageOf(facts, minute(1));
  expect(numbers).toEqual({ facts: 4, covered: 1, share: 0.25, uncoveredCount: 2 });
  expect(uncovered.map(({ id }) => id)).toEqual(["c", "b"]);
  expect(coverageOf(facts, minute(5)).uncoveredCount).toBe(3);
  expect(coverageOf([], minute(1)).share).toBe(1);
  const many = Array.from({ length: 40 }, (_, n) => atom({ id: `x${n}`, severity: "high" }));
  expect(coverageOf(many, minute(1))).toMatchObject({ uncoveredCount: 40, uncovered: { length: 25 } });
});

test("found tickets come by severity, runs, evidence, confidence and title", () => {
  const base: Weighed = { severity: "low", runs: 1, evidence: 1, confidence: 0.5, title: "b" };
  const expected: readonly Weighed[] = [
    { ...base, severity: "blocker" },
    { ...base, severity: "high" },
    { ...base, runs: 2 },
    { ...base, evidence: 2 },
    { ...base, confidence: 0.6 },
    { ...base, title: "a" },
    base,
  ];
  expect(expected.toReversed().sort(byWeight)).toEqual(expected);
});
