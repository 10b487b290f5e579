import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { readTicket } from "../../ticket/read.ts";
import { readCriteria } from "../_criteria.ts";
import { proposeSplit, type Whole } from "./propose-split.ts";
import { sliceTicket } from "./slice-ticket.ts";

const LIMITS = { effort: 5, files: 5, tokens: 100_000 };
const criteria = (...texts: readonly string[]) =>
  readCriteria(texts.map((text, at) => `- [ ] AC-${at + 1}: ${text}`).join("\n"));
const filesOf = (...paths: readonly string[]) => paths.map((path) => ({ path, action: "modify" as const, note: "" }));
const whole = (more: Partial<Whole>): Whole => ({
  effort: 3,
  impact: undefined,
  tokens: 0,
  files: [],
  criteria: criteria("a", "b", "c"),
  ...more,
});

test("13 points become 5, 4 and 4, and no criterion is lost", () => {
  const { slices, reasons, forPerson } = proposeSplit(
    whole({ effort: 13, impact: 8, criteria: criteria("one", "two", "three", "four") }),
    LIMITS,
  );
  expect(slices.map(({ effort }) => effort)).toEqual([5, 4, 4]);
  expect(slices.map(({ impact }) => impact)).toEqual([3, 3, 2]);
  expect(slices.flatMap((slice) => slice.criteria.map(({ id }) => id))).toEqual(["AC-1", "AC-2", "AC-3", "AC-4"]);
  expect(slices.every((slice) => slice.criteria.length > 0)).toBe(true);
  expect(reasons).toEqual(["effort 13 of at most 5"]);
  expect(forPerson).toBe(true);
});

test("criteria go where the files are that they speak of, and slices with files of their own do not wait", () => {
  const { slices } = proposeSplit(
    whole({
      effort: 6,
      files: filesOf("src/store/cache.ts", "src/store/cacheKeys.ts", "src/view/banner.tsx", "src/view/theme.css"),
      criteria: criteria("The banner is seen", "The cache is cold", "It lasts", "A theme has a banner"),
    }),
    LIMITS,
  );
  expect(slices.map((slice) => slice.criteria.map(({ id }) => id))).toEqual([
    ["AC-2", "AC-3"],
    ["AC-1", "AC-4"],
  ]);
  expect(slices.map(({ files }) => files.length)).toEqual([2, 2]);
  expect(slices.map(({ after }) => after)).toEqual([[], []]);
});

test("slices that touch the same files follow each other", () => {
  const { slices } = proposeSplit(whole({ effort: 13, files: filesOf("src/a.ts") }), LIMITS);
  expect(slices.map(({ after }) => after)).toEqual([[], [0], [0, 1]]);
  expect(slices.map(({ files }) => files.map(({ path }) => path))).toEqual([["src/a.ts"], ["src/a.ts"], ["src/a.ts"]]);
});

test("files and tokens over the limit split, too", () => {
  const many = filesOf(...Array.from({ length: 11 }, (_, at) => `src/${at}.ts`));
  expect(proposeSplit(whole({ files: many }), LIMITS)).toMatchObject({
    reasons: ["11 of at most 5 files"],
    slices: [{ effort: 1 }, { effort: 1 }, { effort: 1 }],
    forPerson: false,
  });
  expect(proposeSplit(whole({ tokens: 150_000, effort: undefined }), LIMITS)).toMatchObject({
    reasons: ["about 150000 of at most 100000 tokens"],
    slices: [{ effort: undefined }, { effort: undefined }],
  });
});

test("what is small enough stays whole, and what has too few criteria cannot be shared out", () => {
  expect(proposeSplit(whole({ effort: 5 }), LIMITS)).toEqual({
    reasons: [],
    slices: [],
    remarks: [],
    forPerson: false,
  });
  expect(proposeSplit(whole({ effort: 8, criteria: criteria("all") }), LIMITS)).toMatchObject({
    slices: [],
    remarks: ["it has too few criteria or points to share out"],
    forPerson: true,
  });
  expect(proposeSplit(whole({ effort: 13, criteria: criteria("a", "b") }), LIMITS)).toMatchObject({
    slices: [{ effort: 7 }, { effort: 6 }],
    remarks: ["3 slices would be needed; there is enough for 2 only"],
  });
});

const PATHS = ["src/a.ts", "src/b/c.ts", "src/b/d.ts", "view/e.tsx", "docs/**", "f.md", "g.md", "view/h.css"];
const points = fc.option(fc.integer({ min: 1, max: 13 }), { nil: undefined });
const texts = fc.array(fc.constantFrom("the view", "a c", "c d", "docs", "nothing"), { maxLength: 9 });
const drawn = fc.record({
  effort: points,
  impact: points,
  tokens: fc.integer({ min: 0, max: 900_000 }),
  files: fc.uniqueArray(fc.constantFrom(...PATHS), { maxLength: 8 }).map((paths) => filesOf(...paths)),
  criteria: texts.map((given) => criteria(...given)),
});

test("a split keeps every criterion and file, all effort and all impact", () => {
  let split = 0;
  fc.assert(
    fc.property(drawn, (given) => {
      const { slices } = proposeSplit(given, LIMITS);
      if (slices.length === 0) return;
      split += 1;
      const sum = (of: "effort" | "impact") => slices.reduce((all, slice) => all + (slice[of] ?? 0), 0);
      expect(sum("effort")).toBe(given.effort ?? 0);
      expect(sum("impact")).toBe(given.impact ?? 0);
      const kept = slices.flatMap((slice) => slice.criteria);
      expect(new Set(kept)).toEqual(new Set(given.criteria));
      expect(kept.length).toBe(given.criteria.length);
      for (const slice of slices) {
        const order = slice.criteria.map((one) => given.criteria.indexOf(one));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(slice.criteria.length).toBeGreaterThan(0);
        expect(slice.effort ?? 1).toBeGreaterThan(0);
      }
      expect(new Set(slices.flatMap(({ files }) => files))).toEqual(new Set(given.files));
    }),
    { numRuns: rounds(300) },
  );
  expect(split).toBeGreaterThan(100);
});

const TEXT = `---
id: TASK-k3f9q2
title: Way
status: refined
kind: task
priority: P1
created: 2026-03-02T09:30:00Z
updated: 2026-03-02T09:30:00Z
parent: TASK-p2p2p2
epic: E-way
depends_on: [TASK-b2c3d4]
blocks: [TASK-c3d4f5]
due: 2026-12-24
effort: 8
impact: 5
scope: {allow: [a.ts, b.ts], deny: [c.ts]}
own_key: kept
---

## Description

Words.

## Affected Files

- a.ts: modify, the reader
- b.ts: create

## Acceptance Criteria

- [ ] AC-1: a lasts
  for a year (test: a > lasts)
- [x] AC-2: b lasts

## Cost Estimate

Large.

## Thread
`;

test("a slice's ticket carries what the whole says, its share, and its ties", () => {
  const { ticket } = readTicket(new TextEncoder().encode(TEXT));
  if (ticket === undefined) throw new Error("no ticket");
  const files = [
    { path: "a.ts", action: "modify" as const, note: "the reader" },
    { path: "b.ts", action: "create" as const, note: "" },
  ];
  const body = ticket.sections.find(({ heading }) => heading === "Acceptance Criteria")?.body ?? "";
  const { slices } = proposeSplit({ effort: 8, impact: 5, tokens: 0, files, criteria: readCriteria(body) }, LIMITS);
  const [first] = slices;
  if (first === undefined) throw new Error("no slice");
  expect(sliceTicket(ticket, first, { at: 0, of: 2, after: ["TASK-d4f5g6"] })).toEqual({
    title: "Way (1 of 2)",
    fields: {
      epic: "E-way",
      parent: "TASK-p2p2p2",
      blocks: ["TASK-c3d4f5"],
      due: "2026-12-24",
      own_key: "kept",
      supersedes: ["TASK-k3f9q2"],
      depends_on: ["TASK-b2c3d4", "TASK-d4f5g6"],
      effort: 4,
      impact: 3,
      scope: { allow: ["a.ts"], deny: ["c.ts"] },
    },
    body: [
      "## Context\n\nPart 1 of 2 of TASK-k3f9q2.",
      "## Description\n\nWords.",
      "## Affected Files\n\n- `a.ts`: modify, the reader",
      "## Acceptance Criteria\n\n- [ ] AC-1: a lasts\n  for a year (test: a > lasts)",
    ].join("\n\n"),
  });
  const long = sliceTicket({ ...ticket, title: "x".repeat(200) }, first, { at: 0, of: 2, after: [] });
  expect(long.title.length).toBeLessThan(200);
});
