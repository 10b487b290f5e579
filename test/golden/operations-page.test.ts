import { expect, test } from "vitest";
import { disagreeing } from "../../src/ops/cards/disagreeing.ts";
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

test("the card of each code says what the page says", () => {
  const told = docTable("operations.md", "reconcile").map(([code = "", what = "", done = ""]) => [
    code.replaceAll("`", ""),
    what.replace("_Note:_ ", ""),
    done.startsWith("–")
      ? [/\((.*)\)/.exec(done)?.[1] ?? ""].filter((step) => step !== "")
      : ["docket reconcile --apply", done],
  ]);
  expect(Object.entries(disagreeing.cards).map(([code, { cause, next }]) => [code, cause, next])).toEqual(told);
});

test("whatever somebody must act on has a next step", () => {
  const weighty = reconcileRules.filter(({ severity }) => severity !== "info").map(({ code }) => code);
  expect(weighty.filter((code) => (disagreeing.cards[code]?.next ?? []).length === 0)).toEqual([]);
});
