import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { type Evidence, judgeCriteria, readCriteria } from "./criteria.ts";

const EVIDENCE: Evidence = {
  tests: [
    { name: "sign-in.test.ts > a passkey > works", outcome: "passed" },
    { name: "sign-in.test.ts > a passkey > is kept (on disk)", outcome: "passed" },
    { name: "sign-in.test.ts > fails", outcome: "failed" },
    { name: "sign-in.test.ts > later", outcome: "skipped" },
    { name: 'sign-in.test.ts > smiles :) at "you" 😀', outcome: "passed" },
    { name: "a.test.ts > twice", outcome: "passed" },
    { name: "b.test.ts > twice", outcome: "failed" },
    { name: "a.test.ts > both", outcome: "passed" },
    { name: "b.test.ts > both", outcome: "passed" },
  ],
  checks: [
    { name: "lint", passed: true },
    { name: "types", passed: false },
  ],
  reviews: [{ id: "k3f9q2" }, { id: "no2no2", against: "which asks for changes" }],
};

/** Codes of the findings, and whether each criterion is shown. */
function judged(section: string, evidence = EVIDENCE): readonly [codes: readonly string[], shown: readonly boolean[]] {
  const { criteria, findings } = judgeCriteria(section, evidence, "BUG-k3f9q2");
  return [findings.map(({ code }) => code), criteria.map(({ shown }) => shown)];
}

test("criteria are read with id, tick, text and links, over several lines", () => {
  const section = [
    "Some words first.",
    "- [x] AC-1: a passkey signs in (test: works)",
    "- [ ] AC-2: it is kept",
    "      for a year (check: lint) (test: `is kept (on disk)`)",
    "",
    "* [X] no number (as one says)",
    "  - a note below, not part of it (check: none)",
    "```",
    "- [ ] AC-9: an example",
    "```",
    "<!-- - [ ] AC-8: a hint -->",
  ].join("\n");
  expect(readCriteria(section)).toEqual([
    {
      id: "AC-1",
      text: "a passkey signs in",
      ticked: true,
      evidence: [{ kind: "test", name: "works" }],
      unknown: [],
      line: 2,
    },
    {
      ...{ id: "AC-2", text: "it is kept for a year", ticked: false, unknown: [], line: 3 },
      evidence: [
        { kind: "check", name: "lint" },
        { kind: "test", name: "is kept (on disk)" },
      ],
    },
    { id: "AC-3", text: "no number (as one says)", ticked: true, evidence: [], unknown: [], line: 6 },
  ]);
});

test.for([
  ["- [x] AC-1: a (test: works)"],
  ["- [x] AC-1: a (test: sign-in.test.ts > a passkey > works)"],
  ["- [x] AC-1: a (test: a passkey > is kept (on disk))"],
  ["- [ ] AC-1: a (check: lint)"],
  ["- [x] AC-1: a (review: k3f9q2)"],
  ["- [x] AC-1: a (test: both) (check: lint)"],
  ['- [x] AC-1: a (test: `smiles :) at "you" 😀`)'],
  ['- [x] AC-1: a (check: lint) (test: `smiles :) at "you" 😀`) (check: lint)'],
])("shown: %s", ([line = ""]) => {
  expect(judged(line)).toEqual([[], [true]]);
});

test.for([
  ["- [x] AC-1: a", "criterion-without-evidence"],
  ["- [x] AC-1: a (see below)", "criterion-without-evidence"],
  ["- [ ] AC-1: a", "criterion-open"],
  ["- [x] AC-1: a (test: nowhere)", "criterion-evidence-missing"],
  ["- [x] AC-1: a (test: orks)", "criterion-evidence-missing"],
  ["- [x] AC-1: a (check: build)", "criterion-evidence-missing"],
  ["- [x] AC-1: a (review: zzzzzz)", "criterion-evidence-missing"],
  ["- [x] AC-1: a (review: no2no2)", "criterion-evidence-failed"],
  ["- [x] AC-1: a (test: fails)", "criterion-evidence-failed"],
  ["- [x] AC-1: a (test: later)", "criterion-evidence-failed"],
  ["- [x] AC-1: a (check: types)", "criterion-evidence-failed"],
  ["- [x] AC-1: a (test: twice)", "criterion-link-unclear"],
  ["- [x] AC-1: a (proof: trust me)", "criterion-link-unclear"],
  ["- [x] AC-1: a (test: works) (test: fails)", "criterion-evidence-failed"],
] as const)("not shown: %s", ([line, code]) => {
  expect(judged(line)).toEqual([[code], [false]]);
});

test("without a report no test shows anything", () => {
  expect(judged("- [x] AC-1: a (test: works)", { ...EVIDENCE, tests: undefined })).toEqual([
    ["criterion-evidence-missing"],
    [false],
  ]);
});

test("a link shows exactly what its tests say, whatever stands around it", () => {
  const words = fc.string({ maxLength: 20 }).map((text) => text.replace(/[\n\r()`"]|<!--/g, ""));
  const names = fc.oneof(words, fc.constantFrom("works", "fails", "later", "both", "twice", "a passkey > works"));
  fc.assert(
    fc.property(fc.boolean(), words, names, (ticked, text, name) => {
      const { criteria } = judgeCriteria(`- [${ticked ? "x" : " "}] AC-1: a ${text} (test: ${name})`, EVIDENCE, "f");
      const meant = EVIDENCE.tests?.filter((each) => ` > ${each.name}`.endsWith(` > ${name.trim()}`)) ?? [];
      const passed = name.trim() !== "" && meant.length > 0 && meant.every(({ outcome }) => outcome === "passed");
      expect(criteria[0]?.shown).toBe(passed);
    }),
    { numRuns: rounds(300) },
  );
});
