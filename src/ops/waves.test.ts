import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryPatient, must, repoPatient, ticketText } from "../../test/rigs/checkup.ts";
import { gitIn, makeRepo } from "../../test/rigs/repo.ts";
import { type Route, routeOp } from "./route.ts";
import { wavesOp } from "./waves.ts";

const call = { cwd: "/project", as: "mika", door: "person", dryRun: false } as const;

const files = (...paths: readonly string[]) =>
  `Words.\n\n## Description\n\nWhat is wanted.\n\n## Affected Files\n\n${paths.map((path) => `- ${path}: modify`).join("\n")}`;
const WHOLE = `${files("src/a.py", "src/b.py")}\n\n## Acceptance Criteria\n\n- [ ] AC-1: it lasts\n\n## Test Strategy\n\nnpm test`;

function patient() {
  const made = memoryPatient();
  made.put({
    "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb", body: WHOLE }),
    "tickets/TASK-cccccc-b.md": ticketText({ id: "TASK-cccccc", body: files("src/**") }),
    "tickets/TASK-dddddd-c.md": ticketText({
      id: "TASK-dddddd",
      body: files("c.ts"),
      more: ["depends_on: [TASK-bbbbbb]"],
    }),
    "tickets/TASK-eeeeee-d.md": ticketText({
      id: "TASK-eeeeee",
      body: files("d.ts"),
      more: ["action_required: which one?"],
    }),
    "tickets/TASK-ffffff-e.md": ticketText({
      id: "TASK-ffffff",
      body: files("e.ts"),
      more: ["depends_on: [TASK-eeeeee]"],
    }),
    "tickets/TASK-gggggg-f.md": ticketText({
      id: "TASK-gggggg",
      body: files("g.ts"),
      more: ["depends_on: [TASK-hhhhhh]"],
    }),
    "tickets/TASK-hhhhhh-g.md": ticketText({
      id: "TASK-hhhhhh",
      body: files("h.ts"),
      more: ["depends_on: [TASK-gggggg]"],
    }),
    "tickets/TASK-jjjjjj-h.md": ticketText({ id: "TASK-jjjjjj", status: "doing", body: files("d.py") }),
    "tickets/TASK-kkkkkk-i.md": ticketText({ id: "TASK-kkkkkk", status: "done", body: files("src/a.py") }),
  });
  return made;
}

const ask = async (on = patient(), slots = 3) => must(await wavesOp.run(on.world, call, { slots, limit: 10 }));

test("plans the open tickets of a backlog and names what has no place", async () => {
  const { waves, skipped, total } = await ask();
  expect(waves.map(({ tickets }) => tickets.map(({ id, agent, why }) => [id, agent, why]))).toEqual([
    [
      ["TASK-jjjjjj", "backend", "is being worked on"],
      ["TASK-bbbbbb", "backend", "nothing is in its way"],
    ],
    [
      ["TASK-cccccc", "general-purpose", expect.stringMatching(/^shares src\/\S+ with TASK-bbbbbb$/)],
      ["TASK-dddddd", "general-purpose", "waits for TASK-bbbbbb"],
    ],
  ]);
  expect(total).toBe(2);
  const circle = "circular dependency: TASK-gggggg → TASK-hhhhhh → TASK-gggggg";
  expect(skipped.map(({ id, reason }) => [id, reason])).toEqual([
    ["TASK-eeeeee", "needs an answer: which one?"],
    ["TASK-ffffff", "waits for TASK-eeeeee, which has no place: needs an answer: which one?"],
    ["TASK-gggggg", circle],
    ["TASK-hhhhhh", circle],
  ]);
});

test("the limits of the settings hold", async () => {
  const on = patient();
  on.put({ "docket.yaml": "version: 1\nwip:\n  agent: 1\n" });
  const { waves } = await ask(on);
  expect(waves.map(({ tickets }) => tickets.map(({ id }) => id))).toEqual([
    ["TASK-jjjjjj", "TASK-cccccc"],
    ["TASK-bbbbbb"],
    ["TASK-dddddd"],
  ]);
  expect(waves[1]?.tickets[0]?.why).toBe("agent backend allows 1 at once");
});

test("labels and epics have limits of their own", async () => {
  const one = (id: string, ...more: readonly string[]) =>
    ({ [`tickets/TASK-${id}-x.md`]: ticketText({ id: `TASK-${id}`, body: files(`${id}.py`), more }) }) as const;
  const on = memoryPatient();
  on.put({
    "docket.yaml": "version: 1\nwip:\n  label:\n    database: 1\n  epic: 2\n",
    ...one("bbbbbb", "labels: [database]"),
    ...one("cccccc", "labels: [database]"),
    ...one("dddddd", "epic: E-one"),
    ...one("ffffff", "epic: E-one"),
    ...one("gggggg", "epic: E-one"),
    ...one("hhhhhh", "epic: E-two"),
  });
  const { waves } = await ask(on, 9);
  expect(waves.map(({ tickets }) => tickets.map(({ id }) => id.slice(-1)))).toEqual([
    ["b", "d", "f", "h"],
    ["c", "g"],
  ]);
  expect(waves[1]?.tickets.map(({ why }) => why)).toEqual([
    "label database allows 1 at once",
    "epic E-one allows 2 at once",
  ]);
});

test("two names of one file meet where git knows that it was renamed", async () => {
  using repo = makeRepo("plain");
  const commit = (subject: string): string => gitIn(repo.path, "commit", "-qm", subject);
  const words = Array.from({ length: 40 }, (_, at) => `line ${at}\n`).join("");
  for (const name of ["a", "gone", "other"]) repo.write(`src/${name}.ts`, `${name}\n${words}`);
  gitIn(repo.path, "add", "-A");
  commit("Add files");
  gitIn(repo.path, "mv", "src/a.ts", "src/b.ts");
  commit("Rename a file");
  mkdirSync(join(repo.path, "lib"));
  gitIn(repo.path, "mv", "src/b.ts", "lib/c.ts");
  gitIn(repo.path, "rm", "-q", "src/gone.ts");
  commit("Rename it again, and delete another");
  const on = await repoPatient(repo, "branch");
  const one = (id: string, body: string) => ({ [`tickets/TASK-${id}-x.md`]: ticketText({ id: `TASK-${id}`, body }) });
  on.put({
    ...one("bbbbbb", files("lib/c.ts")),
    ...one("cccccc", files("./src/a.ts", "../../etc/passwd.txt")),
    ...one("dddddd", files("src/gone.ts", "src/never.ts")),
    ...one("ffffff", "Words.\n\n## Affected Files\n\n- src/b.ts: create"),
    ...one("gggggg", files("src/b.ts")),
  });
  const { waves } = must(await wavesOp.run(on.world, { ...call, cwd: repo.path }, { slots: 9, limit: 10 }));
  expect(waves.map(({ tickets }) => tickets.map(({ id, why }) => [id.slice(-1), why]))).toEqual([
    [
      ["b", "nothing is in its way"],
      ["d", "nothing is in its way"],
      ["f", "nothing is in its way"],
    ],
    [["c", "shares lib/c.ts with TASK-bbbbbb"]],
    [["g", "shares lib/c.ts with TASK-cccccc"]],
  ]);
});

test("an empty backlog has no waves", async () => {
  expect(await ask(memoryPatient())).toMatchObject({ waves: [], skipped: [], total: 0 });
});

test("route gives one ticket whole and all of them in short", async () => {
  const on = patient();
  expect(must(await routeOp.run(on.world, call, { id: "bbb", limit: 50 }))).toMatchObject({
    id: "TASK-bbbbbb",
    action: "implementation_ready",
    agent: { agent: "backend", reason: "2 of 2 files speak for backend" },
    complexity: { value: "simple" },
    tier: { value: "balanced" },
    // (2·10500 + 1·1200) · 2.5
    estimate: { totalTokens: 56_000, confidence: "low" },
    packet: { requirements: ["AC-1: it lasts"], codeMap: ["src/a.py: modify", "src/b.py: modify"] },
  });
  expect(must(await routeOp.run(on.world, call, { id: "kkk", limit: 50 }))).toMatchObject({ action: "closed_or_noop" });
  const all = must(await routeOp.run(on.world, call, { limit: 50 }));
  expect(all).toMatchObject({ total: 8 });
  expect("tickets" in all ? all.tickets.find(({ id }) => id === "TASK-cccccc") : undefined).toMatchObject({
    action: "requirements_sync_needed",
    reason: "not ready: Acceptance Criteria names none",
    complexity: "complex",
  });
});

test("an estimate follows what finished work took, says how good estimates were, and names what does not fit", async () => {
  const on = patient();
  // 10,500 tokens of plain edit a file; each took three times that, but for one that took thirty times.
  const entry = (ticket: string, times: number, estimatedTokens = 30_000) => ({
    ...{ ticket, kind: "bug", complexity: "simple", model: "m", filesModified: 1, filesCreated: 0, testsAdded: 0 },
    ...{ inputTokens: 10_500 * times * 0.8, outputTokens: 10_500 * times * 0.2, costUsd: 1, reviewRounds: 0 },
    ...{ passedFirstTry: true, at: "2026-03-02T09:30:00Z", estimatedTokens },
  });
  const lines = ["A", "B", "C", "D"].map((id) => JSON.stringify(entry(id, 3)));
  const ledger = [...lines, JSON.stringify(entry("E", 30)), "{", '{"ticket": 1}', ""].join("\n");
  on.put({ "ledger/usage.jsonl": ledger });
  const { estimate } = must(await routeOp.run(on.world, call, { id: "bbb", limit: 50 })) as Route;
  // (2·10500 + 1·1200) · 3, eight tenths of it going in; 31,500 where 30,000 were estimated is 95 %, five times that is 0 %.
  expect(estimate).toMatchObject({ totalTokens: 67_000, inputTokens: 53_000, confidence: "medium", samples: 4 });
  expect(estimate.past).toEqual({
    ...{ accuracyPercent: 76, estimated: 5, unreadable: 2 },
    outliers: [{ ticket: "E", reason: "took 10.0 times what its size lets expect" }],
  });
  on.put({ "ledger/usage.jsonl": "not json\n" });
  const bare = must(await routeOp.run(on.world, call, { id: "bbb", limit: 50 })) as Route;
  expect(bare.estimate).toMatchObject({ totalTokens: 56_000, past: { accuracyPercent: null, unreadable: 1 } });
});
