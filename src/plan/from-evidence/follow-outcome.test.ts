import { expect, test } from "vitest";
import type { Atom } from "../../evidence/atom.ts";
import type { Outcomes } from "../../evidence/outcome-file.ts";
import { parseInstant } from "../../ticket/instant.ts";
import type { Instant } from "../../ticket/model.ts";
import { type EndedCase, followOutcome, type Proof } from "./follow-outcome.ts";

function at(minute: number): Instant {
  const instant = parseInstant(`2026-03-02T09:${String(minute).padStart(2, "0")}:00Z`);
  if (instant === undefined) throw new Error("no time");
  return instant;
}

const PROOF: Proof = {
  order: "WO-k3f9q2-7d",
  targetBranch: "main",
  mergedCommit: "a".repeat(40),
  mergedAt: at(10),
  verdict: "orders/WO-k3f9q2-7d/verdict.json",
};

const atom = (isGone: boolean): Atom => ({
  id: "todo-1a2b3c4d5e6f",
  source: "todo",
  identity: { rule: "TODO", subject: "x" },
  message: "x",
  severity: "low",
  firstSeen: at(0),
  lastSeen: at(0),
  run: "run-1",
  ...(isGone ? { gone: at(5) } : {}),
});

const CASE: EndedCase = {
  id: "TASK-k3f9q2",
  status: "done",
  rejection: "",
  related: undefined,
  proof: undefined,
  atoms: [atom(true)],
  isBack: false,
};

interface Run {
  readonly minute: number;
  readonly began?: number;
  readonly sources?: readonly string[];
}

const follow = (before: Outcomes, more: Partial<EndedCase>, { minute, began = minute, sources = ["todo"] }: Run) =>
  followOutcome(
    before,
    { ...CASE, ...more },
    {
      now: at(minute),
      by: "mika",
      looks: { run: `run-${minute}`, at: at(began), sources: new Set(sources) },
    },
  );

const states = (outcomes: Outcomes): readonly (readonly string[])[] =>
  outcomes.map(({ history }) => history.map(({ to }) => to));

test("a proven merge is implemented and tested at once, seen gone by a look after it, and resolved by a later one", () => {
  const first = follow([], { proof: PROOF, atoms: [atom(false)] }, { minute: 11 });
  expect(first).toMatchObject([
    {
      identity: "TASK-k3f9q2",
      scope: "case",
      merge: { targetBranch: "main", mergedCommit: PROOF.mergedCommit },
      evidence: [{ kind: "verdict", reference: PROOF.verdict, result: "passed" }],
    },
  ]);
  expect(states(first)).toEqual([["planned", "implemented", "tests_verified"]]);
  const second = follow(first, { proof: PROOF }, { minute: 12 });
  expect(second.at(-1)).toMatchObject({
    state: "original_scenario_verified",
    evidence: [{}, { kind: "look", reference: "run-12", result: "passed" }],
  });
  expect(second.at(-1)).not.toHaveProperty("recurrenceCheck");
  const third = follow(second, { proof: PROOF }, { minute: 13 });
  expect(third.at(-1)).toMatchObject({ state: "resolved", recurrenceCheck: expect.stringContaining("run-13") });
  expect(follow(third, { proof: PROOF }, { minute: 14 })).toBe(third);
});

test.for([
  ["begins before the merge", { minute: 12, began: 9 }, {}],
  ["begins in the very second of the merge", { minute: 12, began: 10 }, {}],
  ["does not ask every source", { minute: 12, sources: ["lint"] }, {}],
  ["still sees a fact", { minute: 12 }, { atoms: [atom(true), atom(false)] }],
  ["has nothing to look for", { minute: 12 }, { atoms: [] }],
] as const)("a look that %s shows nothing", ([, run, more]) => {
  const tested = follow([], { proof: PROOF, atoms: [] }, { minute: 11 });
  expect(follow(tested, { proof: PROOF, ...more }, run)).toBe(tested);
});

test("the look that saw it gone is no look for whether it came back", () => {
  const tested = follow([], { proof: PROOF, atoms: [] }, { minute: 11 });
  const gone = follow(tested, { proof: PROOF }, { minute: 13 });
  expect(follow(gone, { proof: PROOF }, { minute: 14, began: 13 })).toBe(gone);
});

test("closed by hand is unverified, however often nothing is seen", () => {
  const first = follow([], {}, { minute: 11 });
  expect(first).toMatchObject([{ state: "unverified", evidence: [], history: [{ reason: /by hand/ }] }]);
  expect(follow(first, {}, { minute: 12 })).toBe(first);
  expect(follow([], { status: "rejected", rejection: "obsolete" }, { minute: 11 })).toMatchObject([
    { state: "unverified", history: [{ reason: "rejected as obsolete" }] },
  ]);
});

test("work that a person let pass is implemented, and not tested", () => {
  const first = follow([], { proof: { ...PROOF, verdict: undefined } }, { minute: 11 });
  expect(states(first)).toEqual([["planned", "implemented"]]);
});

test("a duplicate and what was superseded name the other one; without one nothing shows it", () => {
  const ended = { status: "rejected", rejection: "duplicate", related: "TASK-m4t7x2" };
  expect(follow([], ended, { minute: 11 })).toMatchObject([{ state: "duplicate", related: "TASK-m4t7x2" }]);
  const other = { ...ended, rejection: "superseded" };
  expect(follow([], other, { minute: 11 })).toMatchObject([{ state: "superseded" }]);
  expect(follow([], { ...other, related: undefined }, { minute: 11 })).toMatchObject([{ state: "unverified" }]);
});

test("a fact that is back takes the claim back; after the end it is a record of its own, and so is another merge", () => {
  const tested = follow([], { proof: PROOF, atoms: [] }, { minute: 11 });
  const back = follow(tested, { proof: PROOF, atoms: [atom(false)], isBack: true }, { minute: 12 });
  expect(back).toMatchObject([{ state: "unverified", evidence: [{}, { kind: "look", result: "failed" }] }]);
  expect(follow(back, { proof: PROOF, atoms: [atom(true)] }, { minute: 13 })).toBe(back);
  const again = { ...PROOF, order: "WO-k3f9q2-8d", mergedCommit: "b".repeat(40), mergedAt: at(14) };
  const anew = follow(back, { proof: again, atoms: [] }, { minute: 15 });
  expect(states(anew)).toEqual([
    ["planned", "implemented", "tests_verified", "unverified"],
    ["planned", "implemented", "tests_verified"],
  ]);
  const resolved = [16, 17].reduce((all, minute) => follow(all, { proof: again }, { minute }), anew);
  expect(resolved.at(-1)?.state).toBe("resolved");
  const lost = follow(resolved, { proof: again, atoms: [atom(false)], isBack: true }, { minute: 18 });
  expect(lost.map(({ state }) => state)).toEqual(["unverified", "resolved", "unverified"]);
});

test("a ticket that has not ended has no outcome", () => {
  expect(follow([], { status: "review", proof: PROOF }, { minute: 11 })).toEqual([]);
});
