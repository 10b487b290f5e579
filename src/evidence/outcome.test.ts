import fc from "fast-check";
import { expect, test } from "vitest";
import { docTable } from "../../test/doc-table.ts";
import { minute } from "../../test/rigs/atoms.ts";
import { rounds } from "../../test/rounds.ts";
import { moveOutcome, type OutcomeMove, type OutcomeRecord, openOutcome, suppresses } from "./outcome.ts";
import { OUTCOME_GUARDS, OUTCOME_MOVES, OUTCOME_STATES, type OutcomeState, outcomeState } from "./outcome-states.ts";

const merge = { targetBranch: "main", mergedCommit: "c0ffee" };
const passed = { kind: "test", reference: "run-1", result: "passed" } as const;
const failed = { kind: "test", reference: "run-1", result: "failed" } as const;

const to = (state: OutcomeState, given: Partial<OutcomeMove> = {}): OutcomeMove => ({
  to: state,
  at: minute(1),
  by: "mika",
  ...given,
});

/** A move with everything that any state could ask for. */
const full = (state: OutcomeState): OutcomeMove =>
  to(state, { merge, evidence: [passed], recurrenceCheck: "seen nowhere for a week", related: "case:other" });

const record = (given: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  identity: "case:one",
  scope: "case",
  state: "planned",
  evidence: [],
  history: [],
  ...given,
});

const code = (result: ReturnType<typeof moveOutcome>): string => (result.ok ? result.value.state : result.fault.code);

test("the page shows each move there is", () => {
  const rows = docTable("evidence.md", "outcome-moves");
  const page = rows.map(([from, allowed]) => [from, allowed === "–" ? [] : allowed?.split(", ")]);
  expect(page).toEqual(OUTCOME_STATES.map((state) => [state, OUTCOME_MOVES[state]]));
});

test("the page shows what each state needs", () => {
  const rows = docTable("evidence.md", "outcome-guards");
  const page = rows.map(([state, needs]) => [state, needs === "–" ? [] : needs?.split(", ")]);
  expect(page).toEqual(OUTCOME_STATES.map((state) => [state, Object.keys(OUTCOME_GUARDS[state])]));
});

test("each pair of states is allowed exactly where the table says so", () => {
  for (const from of OUTCOME_STATES) {
    for (const state of OUTCOME_STATES) {
      const answer = code(moveOutcome(record({ state: from }), full(state)));
      expect([from, answer]).toEqual([from, OUTCOME_MOVES[from].includes(state) ? state : "outcome-move-refused"]);
    }
  }
});

test.for([
  ["implemented", "planned", { merge: undefined }],
  ["implemented", "planned", { merge: { targetBranch: " ", mergedCommit: "c0ffee" } }],
  ["mitigated", "planned", { merge: undefined }],
  ["tests_verified", "implemented", { evidence: [] }],
  ["tests_verified", "implemented", { evidence: [failed] }],
  ["live_verified", "tests_verified", { evidence: [{ ...passed, reference: "" }] }],
  ["resolved", "tests_verified", { recurrenceCheck: undefined }],
  ["resolved", "mitigated", { evidence: [] }],
  ["duplicate", "integrity_unknown", { related: undefined }],
  ["superseded", "integrity_unknown", { related: "case:one" }],
] as const)("%s from %s is refused with %j", ([state, from, given]) => {
  const before = record({ state: from });
  expect(code(moveOutcome(before, full(state)))).toBe(state);
  const { merge: _, ...rest } = full(state);
  const lacking = Object.fromEntries(
    Object.entries({ merge, ...rest, ...given }).filter(([, value]) => value !== undefined),
  );
  expect(code(moveOutcome(before, { ...to(state), ...lacking }))).toBe("outcome-unproven");
});

test("a level needs evidence of its own, and the end any that passed", () => {
  const before = record({ state: "tests_verified", merge, evidence: [passed] });
  expect(code(moveOutcome(before, to("live_verified")))).toBe("outcome-unproven");
  expect(code(moveOutcome(before, to("resolved", { recurrenceCheck: "none" })))).toBe("resolved");
});

test("what it is about and how it was merged never change", () => {
  const before = record({ state: "implemented", merge });
  const other = { ...merge, mergedCommit: "badcafe" };
  expect(code(moveOutcome(before, to("tests_verified", { evidence: [passed], merge: other })))).toBe("outcome-fixed");
  expect(code(moveOutcome(before, to("unverified", { identity: "case:two" })))).toBe("outcome-fixed");
  expect(code(moveOutcome(before, to("unverified", { identity: "case:one", merge })))).toBe("unverified");
});

test("it begins with what is known, and each move is added to its history", () => {
  const begun = openOutcome({ identity: "case:one", scope: "case" }, to("planned", { reason: "ticket BUG-1" }));
  if (!begun.ok) throw new Error(begun.fault.message);
  expect(begun.value.history).toEqual([{ to: "planned", at: minute(1), by: "mika", reason: "ticket BUG-1" }]);
  const moved = moveOutcome(begun.value, to("implemented", { merge, at: minute(2) }));
  expect(moved).toMatchObject({
    value: { state: "implemented", merge, history: [{ to: "planned" }, { from: "planned", to: "implemented" }] },
  });
  expect(code(openOutcome({ identity: "a", scope: "case" }, full("resolved")))).toBe("outcome-move-refused");
  expect(code(openOutcome({ identity: "a", scope: "case" }, to("duplicate")))).toBe("outcome-unproven");
  expect(code(openOutcome({ identity: "a", scope: "plan_copy" }, to("unverified")))).toBe("unverified");
});

test("only the end of a problem itself keeps it silent", () => {
  const silent = OUTCOME_STATES.filter((state) => suppresses({ scope: "case", state }));
  expect(silent).toEqual(["resolved", "duplicate", "superseded"]);
  expect(OUTCOME_STATES.some((state) => suppresses({ scope: "plan_copy", state }))).toBe(false);
});

test("a word is a state or none", () => {
  expect([outcomeState("resolved"), outcomeState("5 - complete"), outcomeState("")]).toEqual([
    "resolved",
    undefined,
    undefined,
  ]);
});

test("by whatever way it goes, history only grows, and resolved was shown", () => {
  const moves = fc.array(
    fc.record({
      state: fc.constantFrom(...OUTCOME_STATES),
      bare: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  const property = fc.property(moves, (list) => {
    let now = record();
    for (const { state, bare } of list) {
      const next = moveOutcome(now, bare ? to(state) : full(state));
      if (!next.ok) continue;
      expect(next.value.history.slice(0, now.history.length)).toEqual(now.history);
      expect(next.value.history.length).toBe(now.history.length + 1);
      now = next.value;
    }
    if (now.state !== "resolved") return;
    expect(now.merge).toEqual(merge);
    expect(now.recurrenceCheck).toBeDefined();
    expect(now.evidence.some(({ result }) => result === "passed")).toBe(true);
  });
  fc.assert(property, { numRuns: rounds(200) });
});
