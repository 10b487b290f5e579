import { expect, test } from "vitest";
import { sampleBody } from "./_sample.ts";
import { requirePassing } from "./standing.ts";
import { sealVerdict } from "./verdict.ts";

const NOW = { order: sampleBody.order, head: sampleBody.head, headTree: sampleBody.headTree };
const OTHER = "9".repeat(40);
const verdict = sealVerdict(sampleBody);

test("a passing verdict about this order as it stands is taken", () => {
  expect(requirePassing(verdict, NOW)).toEqual({ ok: true, value: verdict });
  expect(requirePassing(verdict, { ...NOW, mergeBase: sampleBody.mergeBase })).toMatchObject({ ok: true });
});

test("one about another order, another commit, tree or base is not", () => {
  expect(requirePassing(verdict, { ...NOW, order: "WO-other-11" })).toMatchObject({
    fault: { code: "verdict-foreign" },
  });
  for (const moved of [{ head: OTHER }, { headTree: OTHER }, { mergeBase: OTHER }]) {
    expect(requirePassing(verdict, { ...NOW, ...moved })).toMatchObject({ fault: { code: "verdict-stale" } });
  }
});

test("a failed one names its reasons", () => {
  const error = { code: "scope-outside", severity: "error", file: "x", message: "m" } as const;
  const failed = sealVerdict({
    ...sampleBody,
    checks: sampleBody.checks.map((check) => ({ ...check, code: 2 })),
    findings: { ...sampleBody.findings, scope: [error, error] },
    redGreen: { ...sampleBody.redGreen, regressions: ["a", "b"] },
  });
  expect(requirePassing(failed, NOW)).toMatchObject({
    fault: {
      code: "verdict-failed",
      message: "WO-k3f9q2-7d failed its verification: scope-outside, the check test, 2 tests that passed before",
    },
  });
});
