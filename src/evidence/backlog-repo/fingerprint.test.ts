import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { ticketExportAnchors } from "./anchors.ts";
import { ticketExportFingerprint } from "./fingerprint.ts";

/** Made by running the original. */
const VECTORS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["d5ca535d43f9e70b", {}],
  ["aae1372a58b5f75b", { title: "Add quickstart examples" }],
  [
    "0c13f8542f3ebaf5",
    {
      title: "Add quickstart examples",
      problem: "docs/README.md lacks one-command setup",
      change_surface: { kinds: ["docs_change"] },
      suggested_owner: "docs",
    },
  ],
  ["cd395c88f00099b8", { title: "  Add   quickstart examples  ", investigation_steps: ["look at a/b/c.md.", " ", 3] }],
  ["804d01cdb72b1fe1", { title: "Größe prüfen", suggested_owner: "équipe" }],
  [
    "6e1d16e36f25254f",
    {
      title: "Fix C:\\Work\\app\\Main.PY crash",
      problem: "see src\\core/x.ts and a/b",
      component: "core",
      change_surface: { kinds: ["behavior_change", "behavior_change"] },
    },
  ],
  ["22d48b7b9bad53f9", { case_id: "case:missing-report-lifecycle", plan_revision_id: "plan:missing-report:v1" }],
  ["f7cfca6111283a3d", { case_id: "case:missing-report-lifecycle", title: "Any words" }],
  // What the ticket itself does not say is asked of the records in it.
  [
    "2ec02d2bcb0f6801",
    {
      title: " ",
      problem_record: { title: "From the record", problem: "see docs/a.md" },
      change_plan: { suggested_owner: " docs " },
      selected_solution: { change_surface: { kinds: ["docs_change"] }, selected_option: { summary: "edit src/b.ts" } },
    },
  ],
  [
    "c98840fe3d6a3337",
    {
      title: "Own words",
      change_surface: {},
      component: "core",
      change_plan: { title: "Not these", suggested_owner: "x" },
      selected_solution: { component: "y", change_surface: { kinds: ["new_flag"] } },
    },
  ],
  [
    "c75c19e710acf692",
    {
      selected_solution: { case_id: "case:a", plan_revision_id: "not asked" },
      change_plan: { change_plan_id: "plan:a:v2" },
    },
  ],
  ["9ca37c9793e30504", { case_id: "case:a", problem_record: { plan_revision_id: "not asked" } }],
];

test.for(VECTORS)("%s", ([fingerprint, ticket]) => {
  expect(ticketExportFingerprint(ticket)).toBe(fingerprint);
});

test("anchors are paths of every text of the ticket, in lower case, trailing dots and all", () => {
  const ticket = {
    title: "Fix C:\\Work\\app\\Main.PY and/or 1/2",
    problem: "docs/README.md twice: Docs/readme.md",
    user_impact: "no path here",
    proposed_fix: "edit src\\a.ts",
    investigation_steps: ["look at a/b/c.md.", 3, "x/y"],
    success_criteria: ["not/counted"],
  };
  expect(ticketExportAnchors(ticket)).toEqual([
    "1/2",
    "a/b/c.md.",
    "and/or",
    "c:/work/app/main.py",
    "docs/readme.md",
    "src/a.ts",
    "x/y",
  ]);
  expect(ticketExportAnchors({ title: 3, problem: null })).toEqual([]);
});

test("a case is found in the ticket and in the records in it, and words then do not count", () => {
  const known = ticketExportFingerprint({ case_id: "case:a", plan_revision_id: "plan:a:v1" });
  const inside = {
    title: "Other words",
    problem_record: { root_case_id: " case:a " },
    change_plan: { plan_revision_id: "plan:a:v1" },
  };
  expect(ticketExportFingerprint(inside)).toBe(known);
  expect(ticketExportFingerprint({ ...inside, title: "Again others", suggested_owner: "x" })).toBe(known);
  expect(ticketExportFingerprint({ title: "Other words", case_id: "  " })).toBe(
    ticketExportFingerprint({ title: "Other words" }),
  );
});

test("texts are sorted by code points, as Python does", () => {
  const kinds = ["\u{1f600}", "\uffee", "a"];
  const make = (all: readonly string[]): string => ticketExportFingerprint({ change_surface: { kinds: all } });
  // python3: sha256(json.dumps({"anchors": [], "kinds": ["a", "\uffee", "\U0001f600"], …}, sort_keys=True, ensure_ascii=False))
  expect(make(kinds)).toBe("decd06a3b01dea2c");
  expect(make(kinds.toReversed())).toBe(make(kinds));
});

test("the order of lists and white space around texts do not count", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (kinds, title) => {
      const one = ticketExportFingerprint({ title, change_surface: { kinds } });
      const other = ticketExportFingerprint({
        title: ` \u0085${title}\u001c`,
        change_surface: { kinds: [...kinds.toReversed(), ...kinds] },
      });
      expect(other).toBe(one);
      expect(one).toMatch(/^[0-9a-f]{16}$/);
    }),
    { numRuns: rounds(100) },
  );
});
