import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { formatInstant } from "../ticket/instant.ts";
import { moveOutcome, type OutcomeRecord, openOutcome } from "./outcome.ts";
import { mergeOutcomes, type Outcomes, printOutcomes, readOutcomes } from "./outcome-file.ts";
import { OUTCOME_GUARDS, OUTCOME_STATES, type OutcomeState } from "./outcome-states.ts";

/** A record that went some way along the table; moves that are refused do not happen. */
function played(steps: readonly (readonly [OutcomeState, number])[]): OutcomeRecord {
  let record: OutcomeRecord | undefined;
  const about = { identity: "TASK-k3f9q2", scope: "case" } as const;
  for (const [to, minute] of [["planned", 0] as const, ...steps]) {
    const merge = { targetBranch: "main", mergedCommit: "abc1234" };
    const evidence = [{ kind: "test", reference: `run ${minute}`, result: "passed" as const }];
    const proof = { merge, evidence, recurrenceCheck: `look ${minute}`, related: "TASK-m4t7x2" };
    const move = { to, at: formatInstant(minute * 60_000), by: "mika", ...proof };
    const after = record === undefined ? openOutcome(about, move) : moveOutcome(record, move);
    if (after.ok) record = after.value;
  }
  if (record === undefined) throw new Error("a record begins as planned");
  return record;
}

const steps = fc.array(fc.tuple(fc.constantFrom(...OUTCOME_STATES), fc.integer({ min: 1, max: 9 })), { maxLength: 6 });
const sorted = steps.map((all) => all.toSorted((a, b) => a[1] - b[1]));
const outcomes: fc.Arbitrary<Outcomes> = fc.array(sorted.map(played), { minLength: 1, maxLength: 3 });

test("records come back as they were written", () => {
  fc.assert(
    fc.property(outcomes, (all) => {
      expect(readOutcomes(printOutcomes(all))).toEqual({ ok: true, value: all });
    }),
    { numRuns: rounds(100) },
  );
});

test("clones that merge in whatever order come to the same bytes, lose nothing, and claim nothing without what shows it", () => {
  const texts = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one));
  fc.assert(
    fc.property(outcomes, outcomes, outcomes, (a, b, c) => {
      const merged = mergeOutcomes(a, b);
      expect(printOutcomes(mergeOutcomes(b, a))).toBe(printOutcomes(merged));
      expect(printOutcomes(mergeOutcomes(merged, a))).toBe(printOutcomes(merged));
      expect(printOutcomes(mergeOutcomes(merged, c))).toBe(printOutcomes(mergeOutcomes(a, mergeOutcomes(b, c))));
      for (const side of [a, b])
        for (const [at, { history, evidence }] of side.entries()) {
          expect(texts(merged[at]?.history ?? [])).toEqual(expect.arrayContaining(texts(history)));
          expect(texts(merged[at]?.evidence ?? [])).toEqual(expect.arrayContaining(texts(evidence)));
        }
      for (const { state, merge, recurrenceCheck, evidence } of merged) {
        const { merge: needsMerge, recurrence, everPassed } = OUTCOME_GUARDS[state];
        if (needsMerge) expect(merge).toBeDefined();
        if (recurrence) expect(recurrenceCheck).toBeDefined();
        if (everPassed) expect(evidence.some(({ result }) => result === "passed")).toBe(true);
      }
    }),
    { numRuns: rounds(200) },
  );
});

test("the later move decides, so that a problem seen again is not hidden by what was claimed before", () => {
  const base = [["implemented", 1] as const, ["tests_verified", 2] as const];
  const [claim, back] = [played([...base, ["resolved", 3]]), played([...base, ["unverified", 4]])];
  expect(mergeOutcomes([claim], [back])).toMatchObject([
    { state: "unverified", history: [{}, {}, {}, { to: "resolved" }, { to: "unverified" }] },
  ]);
});

test.for([
  "",
  "[]",
  "{}",
  '{"outcomes":{}}',
  '{"outcomes":[{}]}',
  '{"outcomes":[{"identity":"T-1","scope":"case","state":"fine","evidence":[],"history":[]}]}',
  '{"outcomes":[{"identity":"T-1","scope":"case","state":"planned","evidence":[{"kind":"x"}],"history":[]}]}',
  '{"outcomes":[{"identity":"T-1","scope":"case","state":"planned","evidence":[],"history":[{"to":"planned","at":"soon","by":"x"}]}]}',
  `{"outcomes":[],"x":"${"x".repeat(1_000_001)}"}`,
])("what is no file of outcomes is refused: %#", (text) => {
  expect(readOutcomes(text).ok).toBe(false);
});

test("keys that we do not know stay", () => {
  const text = printOutcomes([{ ...played([]), mine: 1 } as OutcomeRecord]);
  const read = readOutcomes(text);
  expect(read.ok && printOutcomes(mergeOutcomes(read.value, [played([])]))).toContain('"mine": 1');
});
