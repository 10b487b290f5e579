import { expect, test } from "vitest";
import { ownRuns } from "../../src/discover/own-runs.ts";
import { printVerdict, sealVerdict } from "../../src/gate/verdict/verdict.ts";
import type { VerdictBody } from "../../src/gate/verdict/verdict-shape.ts";
import { ok } from "../../src/std/result.ts";
import { seenOrders } from "../../src/work/seen-orders.ts";
import { memoryPatient } from "../rigs/checkup.ts";

const AT = "2026-01-10T10:00:00Z";

const orderText = (id: string, ticket: string, more: readonly string[]): string =>
  [
    ...[
      `id: ${id}`,
      `ticket: ${ticket}`,
      "title: A title",
      "owner: mika",
      "base: main",
      "branch: feat/wo",
      "worktree: w",
    ],
    ...[`base_commit: ${"1a".repeat(20)}`, ...more, ""],
  ].join("\n");

const RUN = {
  ...{ command: "npm test", code: undefined, durationMs: 1, digest: "a".repeat(64), outputBytes: 0, log: "test.log" },
} as const;

const BODY: VerdictBody = {
  ...{ order: "WO-bbbbbb-1a", ticket: "BUG-bbbbbb", attempt: 1, baseBranch: "main", patchId: "", commits: 1 },
  ...{ mergeBase: "1".repeat(40), baseTree: "2".repeat(40), head: "3".repeat(40), headTree: "4".repeat(40) },
  ...{ startedAt: AT, finishedAt: AT, actor: { kind: "agent", name: "rehearsed" }, criteria: [] },
  checks: [{ ...RUN, name: "lint", end: "time-limit" }],
  redGreen: {
    ...{ strength: "weak", red: [], stillRed: [], regressions: [], flaky: ["a > waits"], findings: [] },
    runs: [{ ...RUN, name: "tests on head, run 1", end: "exit", code: 0 }],
  },
  findings: { scope: [], budget: [], hacks: [], secrets: [], criteria: [], other: [] },
  machine: { platform: "linux", arch: "x64", node: "26.10.0", git: "2.39.5", docket: "0.1.0" },
};

test("the orders of a backlog are looked at as they are written down; what cannot be read is passed over", async () => {
  const { backlog, world, put } = memoryPatient();
  world.clock.set(Date.parse(AT));
  put({
    "orders/WO-bbbbbb-1a/order.yaml": orderText("WO-bbbbbb-1a", "BUG-bbbbbb", [
      ...["state: failed", "result: failed", "reason: it cannot be built", "failed_verifies: 2", `finished_at: ${AT}`],
    ]),
    "orders/WO-bbbbbb-1a/verdict.json": printVerdict(sealVerdict(BODY)),
    "orders/WO-cccccc-1a/order.yaml": orderText("WO-cccccc-1a", "BUG-cccccc", ["state: running"]),
    "orders/WO-cccccc-1a/verdict.json": '{"half": ',
    "orders/WO-dddddd-1a/order.yaml": "- nothing of the kind\n",
  });
  const orders = seenOrders(backlog);
  expect(orders).toEqual([
    {
      ...{ id: "WO-bbbbbb-1a", ticket: "BUG-bbbbbb", title: "A title", attempt: 1, state: "failed", failedVerifies: 2 },
      ...{ reason: "it cannot be built", finishedAt: AT },
      verdict: {
        ...{ result: "failed", flaky: ["a > waits"] },
        checks: [
          { name: "lint", end: "time-limit" },
          { name: "tests on head, run 1", end: "exit" },
        ],
      },
    },
    { id: "WO-cccccc-1a", ticket: "BUG-cccccc", title: "A title", attempt: 1, state: "running", failedVerifies: 0 },
  ]);
  const seen = await ownRuns.collect({
    ...{ world, root: "/project", settings: { include: [], exclude: [] }, limitMs: 1_000 },
    ...{ stop: new AbortController().signal, mayRun: () => ok(undefined), progress: () => undefined },
    orders: async () => ok(orders),
  });
  expect(seen.ok && seen.value.sightings.map(({ identity }) => identity.rule)).toEqual([
    "attempts-failed",
    "flaky",
    "time-limit",
  ]);
});
