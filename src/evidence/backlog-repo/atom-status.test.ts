import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { ATOM_STATUSES, normalizeAtomStatus, promoteAtomStatus } from "./atom-status.ts";

test("what is missing is new, known words are known, others are none", () => {
  expect([undefined, null, "", "  "].map(normalizeAtomStatus)).toEqual(["new", "new", "new", "new"]);
  expect([" Queued ", "ticketed", "ACTIONED"].map(normalizeAtomStatus)).toEqual(["queued", "ticketed", "actioned"]);
  expect(["done", 3, [], {}].map(normalizeAtomStatus)).toEqual([undefined, undefined, undefined, undefined]);
});

const status = fc.constantFrom(...ATOM_STATUSES);
const rank = (word: (typeof ATOM_STATUSES)[number]): number => ATOM_STATUSES.indexOf(word);

test("promotion never goes back, reaches what is asked for, and does not depend on the order", () => {
  fc.assert(
    fc.property(status, fc.array(status), (first, wishes) => {
      const end = wishes.reduce(promoteAtomStatus, first);
      const steps = wishes.map((_, at) => wishes.slice(0, at + 1).reduce(promoteAtomStatus, first));
      expect(steps.every((step, at) => rank(step) >= rank(steps[at - 1] ?? first))).toBe(true);
      expect(rank(end)).toBe(Math.max(rank(first), ...wishes.map(rank)));
      expect(wishes.toReversed().reduce(promoteAtomStatus, first)).toBe(end);
      expect(wishes.reduce(promoteAtomStatus, end)).toBe(end);
    }),
    { numRuns: rounds(200) },
  );
});
