import { expect, test } from "vitest";
import { reconcileRules } from "../../src/work/reconcile/rules.ts";
import { docTable } from "../doc-table.ts";

test("docs/operations.md tells of each code, which are notes, and whether --apply settles it", () => {
  const told = docTable("operations.md", "reconcile").map(([code, what, done]) => ({
    code: code?.replaceAll("`", ""),
    note: what?.startsWith("_Note:_"),
    repairable: done?.startsWith("–") === false,
  }));
  expect(told).toEqual(
    reconcileRules.map(({ code, severity, repairable }) => ({ code, note: severity === "info", repairable })),
  );
});
