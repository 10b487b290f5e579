import { expect, test } from "vitest";
import { manualClock } from "../twins/manual-clock.ts";
import { memoryFiles } from "../twins/memory-files.ts";
import { baseCache } from "./_base-cache.ts";
import type { Phase, TestCommand } from "./_test-runs.ts";
import type { CheckEvidence } from "./run-check.ts";

const command: TestCommand = { testCommand: "npm test", testGlobs: ["test/**"], limitMs: 1, logFolder: "/logs" };
const evidence: CheckEvidence = {
  ...{
    name: "tests",
    command: "npm test",
    end: "exit",
    code: 0,
    durationMs: 3,
    digest: "d",
    outputBytes: 1,
    log: "/logs/a",
  },
};
const report = { format: "tap", cases: [{ name: "a", outcome: "passed" }], broken: [], complete: true } as const;
const phase: Phase = {
  runs: [
    { evidence, report },
    { evidence, report: undefined },
  ],
  written: ["a.snap"],
};

test("gives back what was kept for the same tree and command, and for no other", () => {
  const files = memoryFiles(manualClock());
  baseCache(files, "/cache", { tree: "t1", command }).write(phase);
  expect(baseCache(files, "/cache", { tree: "t1", command }).read()).toEqual(phase);
  expect(baseCache(files, "/cache", { tree: "t2", command }).read()).toBeUndefined();
  const others: readonly Partial<TestCommand>[] = [
    { testCommand: "npm t" },
    { reportFormat: "tap" },
    { reportFile: "a" },
    { testGlobs: [] },
  ];
  for (const other of others) {
    expect(baseCache(files, "/cache", { tree: "t1", command: { ...command, ...other } }).read()).toBeUndefined();
  }
});

test("a damaged, edited or foreign file is no cache", () => {
  const files = memoryFiles(manualClock());
  const cache = baseCache(files, "/cache", { tree: "t1", command });
  cache.write(phase);
  const names = files.list("/cache");
  const path = `/cache/${names.ok ? names.value[0] : ""}`;
  const bytes = files.read(path, 1_000_000);
  const text = bytes.ok ? new TextDecoder().decode(bytes.value) : "";
  for (const other of [
    text.slice(0, -5),
    text.replace('"passed"', '"failed"'),
    "null",
    "[]",
    '{"key":1,"sum":2,"phase":3}',
    "",
  ]) {
    files.writeAtomic(path, new TextEncoder().encode(other));
    expect(cache.read(), other.slice(0, 40)).toBeUndefined();
  }
});

test("runs that were cut off or failed are not kept", () => {
  const files = memoryFiles(manualClock());
  const cache = baseCache(files, "/cache", { tree: "t1", command });
  cache.write({ ...phase, runs: [{ evidence: { ...evidence, end: "time-limit" }, report }] });
  expect(cache.read()).toBeUndefined();
  cache.write({ ...phase, runs: [{ evidence, report: { ...report, complete: false } }] });
  expect(cache.read()).toBeUndefined();
  cache.write({
    ...phase,
    runs: [
      { evidence, report },
      { evidence: { ...evidence, code: 1 }, report },
    ],
  });
  expect(cache.read()).toBeUndefined();
});
