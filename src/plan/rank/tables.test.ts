import { expect, test } from "vitest";
import { docTable } from "../../../test/doc-table.ts";
import { KINDS } from "../../ticket/kinds.ts";
import { DUE_POINTS, KIND_POINTS, OTHER_POINTS } from "./tables.ts";

test("docs/ranking.md shows the points of each kind, and no kind is left out", () => {
  const rows = [...Object.entries(KIND_POINTS), ["any other", OTHER_POINTS] as const];
  expect(docTable("ranking.md", "rank kinds")).toEqual(
    rows.map(([kind, { impact, effort }]) => [kind, `${impact}`, `${effort}`]),
  );
  expect(Object.keys(KIND_POINTS).toSorted()).toEqual(KINDS.map(({ name }) => name).toSorted());
});

test("docs/ranking.md shows the points of a due day", () => {
  expect(docTable("ranking.md", "rank due")).toEqual(DUE_POINTS.map(({ days, points }) => [`${days}`, `${points}`]));
});
