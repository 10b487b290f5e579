import type { VerdictBody } from "./verdict-shape.ts";

const NOTHING = { scope: [], budget: [], hacks: [], secrets: [], criteria: [], other: [] };

/** A verdict about nothing in particular that passes; tests change what they are about. */
export const sampleBody: VerdictBody = {
  order: "WO-k3f9q2-7d",
  ticket: "BUG-k3f9q2",
  attempt: 1,
  baseBranch: "main",
  mergeBase: "1".repeat(40),
  baseTree: "2".repeat(40),
  head: "3".repeat(40),
  headTree: "4".repeat(40),
  patchId: "5".repeat(40),
  commits: 2,
  startedAt: "2026-06-15T12:00:00Z",
  finishedAt: "2026-06-15T12:00:07Z",
  actor: { kind: "agent", name: "rehearsed" },
  checks: [
    {
      ...{ name: "test", command: "npm test", end: "exit", code: 0, durationMs: 1234.5 },
      ...{ digest: "a".repeat(64), outputBytes: 100, log: "test.log" },
    },
  ],
  redGreen: {
    strength: "proven",
    red: [{ name: "a > b", cause: "assertion" }],
    stillRed: [],
    regressions: [],
    flaky: [],
    findings: [],
    runs: [],
  },
  findings: NOTHING,
  criteria: [{ id: "AC-1", text: "it works", ticked: true, shown: true, evidence: [{ kind: "test", name: "a > b" }] }],
  machine: { platform: "linux", arch: "x64", node: "26.10.0", git: "2.39.5", docket: "0.1.0" },
};
