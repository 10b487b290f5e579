import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { BUCKETS, bucketForStage, bucketNamed, isDeep } from "./buckets.ts";
import { parsePlanName, planFileName, planSlug } from "./plan-name.ts";

const FP = "0c13f8542f3ebaf5";

test.for([
  [
    `20260301_BLG-001_${FP}_add-quickstart.md`,
    { date: "20260301", ticketId: "BLG-001", fingerprint: FP, slug: "add-quickstart" },
  ],
  [
    `20260301_TKT-0123456789ab_${FP}_x.md`,
    { date: "20260301", ticketId: "TKT-0123456789ab", fingerprint: FP, slug: "x" },
  ],
  [`20260301_${FP}_Add_Quick.start.md`, { date: "20260301", fingerprint: FP, slug: "Add_Quick.start" }],
  [`20260301_blg-001_${FP}_x.md`, undefined],
  [`20260301_${FP.toUpperCase()}_x.md`, undefined],
  [`20260301_${FP}_x.txt`, undefined],
  [`20260301_${FP}.md`, undefined],
  ["README.md", undefined],
] as const)("%s", ([name, read]) => {
  expect(parsePlanName(name)).toEqual(read);
});

test("slugs take the last part of a path, keep capitals, and are never empty", () => {
  expect(planSlug("Add quick start: BLG!")).toBe("Add-quick-start-BLG");
  expect(planSlug("src/app\\Größe prüfen..")).toBe("Gr-e-pr-fen");
  expect(planSlug("a".repeat(80))).toHaveLength(64);
  expect(planSlug("…")).toBe("ticket");
});

test("a name that was made is read again", () => {
  fc.assert(
    fc.property(fc.string(), (title) => {
      const read = parsePlanName(planFileName({ date: "20260301", fingerprint: FP, slug: title }));
      expect(read).toEqual({ date: "20260301", fingerprint: FP, slug: planSlug(title) });
    }),
    { numRuns: rounds(200) },
  );
});

test("the folders have the names that were always theirs", () => {
  expect(BUCKETS.filter(isDeep).map(({ name }) => name)).toEqual(["0.2 - discarded", "_dequeued"]);
  expect(BUCKETS.filter(({ holds }) => holds === "queued").map(({ name }) => name)).toEqual([
    "0.5 - to_triage",
    "1 - ideas",
    "1.5 - to_plan",
    "2 - ready",
  ]);
  expect(bucketNamed("1 - Ideas")).toBeUndefined();
  expect(bucketForStage("triage")).toBe("0.5 - to_triage");
  expect(bucketForStage("research_required")).toBe("1 - ideas");
});
