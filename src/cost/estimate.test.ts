import { expect, test } from "vitest";
import { accuracy, accuracyOf, DEFAULT_AVERAGES, learnAverages } from "./averages.ts";
import { estimateCost } from "./estimate.ts";
import { PRICES, priceOf, priceOfTier } from "./prices.ts";
import { readUsage, type UsageEntry } from "./usage.ts";

const entry = (at: number, tokens: number, more: Partial<UsageEntry> = {}): UsageEntry => ({
  ticket: `TASK-${at}`,
  kind: "task",
  complexity: "simple",
  model: "claude-sonnet-4-5",
  filesModified: 1,
  filesCreated: 0,
  testsAdded: 0,
  inputTokens: tokens * 0.8,
  outputTokens: tokens * 0.2,
  costUsd: 1,
  reviewRounds: 1,
  passedFirstTry: true,
  at: `2026-03-${String(at).padStart(2, "0")}T00:00:00Z`,
  ...more,
});

test("the formula, with its numbers", () => {
  // (3·10500 + 1·7000 + 5·1200) · 2.5 = 111 250, of which 60 % go in.
  expect(estimateCost({ modify: 3, create: 1, tests: 5 }, DEFAULT_AVERAGES, priceOf("claude-opus-4"))).toEqual({
    totalTokens: 111_000,
    inputTokens: 67_000,
    outputTokens: 45_000,
    // 66 750 · 15 + 44 500 · 75 millionths of a dollar
    usd: 4.34,
    lowTokens: 56_000,
    highTokens: 223_000,
    lowUsd: 2.17,
    highUsd: 8.68,
    confidence: "low",
    samples: 0,
  });
  expect(estimateCost({ modify: 2, create: 0, tests: 0 }, DEFAULT_AVERAGES, priceOf("claude-sonnet-4"))).toMatchObject({
    totalTokens: 53_000,
    usd: 0.41,
  });
  expect(estimateCost({ modify: 0, create: 0, tests: 0 })).toMatchObject({ totalTokens: 0, highTokens: 0 });
  expect(estimateCost({ modify: 1, create: 0, tests: 0 })).not.toHaveProperty("usd");
});

test.for([
  [0, "low"],
  [2, "low"],
  [3, "medium"],
  [10, "medium"],
  [11, "high"],
] as const)("%i samples: confidence %s", ([samples, confidence]) => {
  const work = { modify: 1, create: 1, tests: 1 };
  expect(estimateCost(work, { ...DEFAULT_AVERAGES, samples }).confidence).toBe(confidence);
});

test("prices are dated, have a source, and are found by longer names too", () => {
  for (const price of PRICES) {
    expect(price.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(price.source).toMatch(/^https:/);
    expect(price.outputUsd).toBeGreaterThan(price.inputUsd);
  }
  expect(priceOf("claude-opus-4-5-20251101")?.model).toBe("claude-opus-4-5");
  expect(priceOf("claude-opus-4-20250514")?.model).toBe("claude-opus-4");
  expect(priceOf("claude-opus-40")).toBeUndefined();
  expect(["cheap", "balanced", "frontier"].map((tier) => priceOfTier(tier)?.inputUsd)).toEqual([1, 3, 5]);
  expect(priceOfTier("free")?.outputUsd).toBe(0);
  expect(priceOfTier("golden")).toBeUndefined();
});

test("averages follow the newest entries, and name what does not fit", () => {
  // One changed file is 10 500 tokens before the overhead.
  const { averages, outliers } = learnAverages([
    ...[1, 2, 3, 4].map((at) => entry(at, 10_500 * 3)),
    entry(5, 10_500 * 3.3),
    entry(6, 10_500 * 40, { ticket: "BUG-odd" }),
  ]);
  expect(averages.overhead).toBeCloseTo(3.06);
  expect(averages.inputShare).toBeCloseTo(0.8);
  expect(averages.samples).toBe(5);
  expect(averages.spread[1]).toBeCloseTo(3.3 / 3.06);
  expect(outliers).toEqual([{ ticket: "BUG-odd", reason: expect.stringMatching(/^took 13\.3 times/) }]);
  const estimate = estimateCost({ modify: 1, create: 0, tests: 0 }, averages);
  expect(estimate).toMatchObject({ totalTokens: 32_000, highTokens: 35_000, confidence: "medium" });
});

test("only the last twenty entries count, whatever order they come in", () => {
  const old = Array.from({ length: 8 }, (_, at) => entry(at + 1, 105_000));
  const fresh = Array.from({ length: 20 }, (_, at) => entry(at + 9, 21_000));
  const { averages, outliers } = learnAverages([...fresh, ...old]);
  expect(averages).toMatchObject({ overhead: 2, samples: 20 });
  expect(outliers).toEqual([]);
});

test("nothing, and entries that say nothing, teach nothing", () => {
  expect(learnAverages([]).averages).toEqual(DEFAULT_AVERAGES);
  expect(learnAverages([entry(1, 0), entry(2, 100, { filesModified: 0 })]).averages).toEqual(DEFAULT_AVERAGES);
});

test("accuracy is one minus how far off it was", () => {
  expect(accuracy(100, 80)).toBeCloseTo(0.8);
  expect(accuracy(100, 120)).toBeCloseTo(0.8);
  const entries = [entry(1, 80, { estimatedTokens: 100 }), entry(2, 900, { estimatedTokens: 100 }), entry(3, 5)];
  expect(accuracyOf(entries)).toEqual({ accuracy: expect.closeTo(0.4), samples: 2 });
  expect(accuracyOf([])).toEqual({ accuracy: undefined, samples: 0 });
});

test("an entry is read whole or not at all", () => {
  const good = entry(1, 100, { estimatedTokens: 3 });
  expect(readUsage(JSON.parse(JSON.stringify(good)))).toEqual(good);
  const { ticket, ...nameless } = good;
  expect(ticket).toBe("TASK-1");
  const bad = [null, [], "x", {}, nameless, { ...good, inputTokens: -1 }, { ...good, estimatedTokens: "3" }];
  expect(bad.map(readUsage)).toEqual(bad.map(() => undefined));
});
