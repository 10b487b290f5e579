import { expect, test } from "vitest";
import { readTicket } from "../../ticket/read.ts";
import type { Readiness } from "../readiness.ts";
import { chooseAgent, knownAgents, programOf } from "./choose-agent.ts";
import { complexityOf, tierOf } from "./complexity.ts";
import { intentPacket } from "./intent-packet.ts";
import { NEXT_ACTIONS, nextAction } from "./next-action.ts";

const SECTIONS = `## Description
The way is marked.
## Affected Files
- src/a.ts: modify, the reader
- src/b.ts: create
## Acceptance Criteria
- [ ] AC-1: seen from far
  and at night
- [ ] AC-2: it lasts
## Test Strategy
\`\`\`
npm test
\`\`\`
## Security Notes
<!-- Input from outside -->
`;

function ticket(head = "", body = SECTIONS, thread = "") {
  const common = ["title: Way", "kind: task", "priority: P2", "created: 2026-03-02T09:30:00Z"];
  const own = head.split("\n").filter((line) => line !== "");
  const status = own.some((line) => line.startsWith("status:")) ? [] : ["status: ready"];
  const kept = common.filter((line) => !own.some((one) => one.split(":")[0] === line.split(":")[0]));
  const front = ["id: TASK-k3f9q2", ...status, ...kept, ...own].join("\n");
  const text = `---\n${front}\nupdated: 2026-03-02T09:30:00Z\n---\n\n${body}\n## Thread\n\n${thread}\n`;
  const read = readTicket(new TextEncoder().encode(text)).ticket;
  if (read === undefined) throw new Error("no ticket");
  return read;
}

const NONE = { rules: [], overrides: {}, agents: {} };
const READY: Readiness = { state: "ready", reasons: [] };

test.for([
  ["nb.ipynb", "ml-engineer"],
  ["train.py", "ml-engineer"],
  ["src/train_loop.py", "ml-engineer"],
  ["src/my_model.rs", "ml-engineer"],
  ["src/models.py", "backend"],
  ["trainer.go", "backend"],
  ["Dockerfile", "devops"],
  ["ops/docker-compose.yml", "devops"],
  ["a.tsx", "frontend"],
  ["a.svelte", "frontend"],
  ["a.rb", "backend"],
  ["a.toml", "devops"],
  ["a.ts", "general-purpose"],
  ["a.swift", "general-purpose"],
  ["Makefile", "general-purpose"],
] as const)("%s goes to %s", ([file, agent]) => {
  expect(chooseAgent([file], "TASK", NONE).agent).toBe(agent);
});

test("most votes win, and between equals the order of the table", () => {
  expect(chooseAgent(["a.py", "b.py", "c.tsx"], "TASK", NONE)).toMatchObject({
    agent: "backend",
    votes: [
      { agent: "backend", files: 2 },
      { agent: "frontend", files: 1 },
    ],
    reason: "2 of 3 files speak for backend",
  });
  expect(chooseAgent(["a.yml", "a.ts", "a.go", "a.css"], "TASK", NONE).agent).toBe("frontend");
  expect(chooseAgent(["a.yml", "a.ts", "a.go", "a.css", "train.py"], "TASK", NONE).agent).toBe("ml-engineer");
  expect(chooseAgent([], "TASK", NONE)).toMatchObject({ agent: "general-purpose", reason: "it names no files" });
});

test("the first rule of the settings that covers a file counts, then the table", () => {
  const rules = [
    { pattern: "src/api/**", agent: "api-team", label: "API" },
    { pattern: "*.ts", agent: "typescript", label: "TS" },
  ];
  const choose = (...files: readonly string[]) => chooseAgent(files, "TASK", { ...NONE, rules });
  expect(choose("src/api/a.ts")).toMatchObject({ agent: "api-team", label: "API" });
  expect(choose("src/api/a.ts", "src/b.ts").agent).toBe("api-team");
  expect(choose("src/api/a.ts", "src/b.ts", "c.ts").agent).toBe("typescript");
  expect(choose("a.py").agent).toBe("backend");
  expect(choose("a.py", "b.ts").agent).toBe("typescript");
});

test("bugs get an investigator and security its reviewers, unless the settings say otherwise", () => {
  expect(chooseAgent([], "BUG", NONE).also).toEqual(["investigator"]);
  expect(chooseAgent([], "SEC", NONE).also).toHaveLength(4);
  expect(chooseAgent([], "SEC", { ...NONE, overrides: { SEC: ["mika"], BUG: [] } }).also).toEqual(["mika"]);
  expect(chooseAgent([], "BUG", { ...NONE, overrides: { BUG: [] } }).also).toEqual([]);
});

const KIND = { program: undefined, prompt: undefined, tier: undefined, reviewers: [] };

test("a kind of agent brings its reviewers with it, beside those for the prefix, and what overrides say stands above both", () => {
  const agents = { frontend: { ...KIND, reviewers: ["design", "investigator"] } };
  expect(chooseAgent(["a.css"], "TASK", { ...NONE, agents }).also).toEqual(["design", "investigator"]);
  expect(chooseAgent(["a.css"], "BUG", { ...NONE, agents }).also).toEqual(["investigator", "design"]);
  expect(chooseAgent(["a.go"], "BUG", { ...NONE, agents }).also).toEqual(["investigator"]);
  const overrides = { BUG: ["mika"] };
  expect(chooseAgent(["a.css"], "BUG", { ...NONE, agents, overrides }).also).toEqual(["mika"]);
  expect(knownAgents({ rules: [], agents: { "api-team": KIND } })).toContain("api-team");
});

test("whoever has no program of his own is played by the general one", () => {
  const agents = { frontend: { ...KIND, program: "f" }, "general-purpose": { ...KIND, program: "g" }, backend: KIND };
  expect(["frontend", "backend", "devops", "general-purpose"].map((one) => programOf(one, agents))).toEqual([
    "f",
    "g",
    "g",
    "g",
  ]);
  expect(programOf("devops", { frontend: { ...KIND, program: "f" } })).toBeUndefined();
});

const files = (count: number) =>
  `## Affected Files\n${Array.from({ length: count }, (_, at) => `- src/${at}.ts: modify`).join("\n")}\n`;

test.for([
  ["complexity: simple\ndepends_on: [TASK-b2c3d4]", files(9), "simple", "the ticket says so"],
  ["labels: [Security]", files(1), "complex", "it is labelled Security"],
  ["tags: [ARCH]", files(1), "complex", "it is labelled ARCH"],
  ["kind: security", files(1), "complex", "it is about security"],
  ["depends_on: [TASK-b2c3d4]", files(1), "complex", "it depends on TASK-b2c3d4"],
  ["", files(1), "trivial", "it changes 1 file"],
  ["", files(3), "simple", "it changes 3 files"],
  ["", files(4), "complex", "it changes 4 files"],
  ["", "", "complex", "it names no files"],
  ["", "## Affected Files\n- src/**: modify\n", "complex", "src/** may be any number of files"],
  ["scope: {allow: [src/a.ts]}", "", "trivial", "it changes 1 file"],
] as const)("%s %s: %s", ([head, body, value, reason]) => {
  expect(complexityOf(ticket(head, body))).toEqual({ value, reason });
});

test("the strongest model only where something dear can break", () => {
  const tiers = { implement: "balanced", escalation: "frontier" };
  expect(tierOf(ticket(), "trivial", tiers)).toEqual({ value: "cheap", reason: "it is trivial" });
  expect(tierOf(ticket(), "simple", tiers).value).toBe("balanced");
  expect(tierOf(ticket(), "complex", tiers).value).toBe("balanced");
  const risky = tierOf(ticket("risk_flags: [migration]"), "complex", tiers);
  expect(risky).toEqual({ value: "frontier", reason: "it is complex, with risks: migration" });
  expect(tierOf(ticket("kind: security"), "complex", tiers).value).toBe("frontier");
  expect(tierOf(ticket("needs_preflight: true"), "complex", tiers).value).toBe("frontier");
});

test("the agent's own model takes the place of the usual one, but not of the strongest", () => {
  const tiers = { implement: "balanced", escalation: "frontier", ofAgent: "local" };
  const own = { value: "local", reason: "the settings give it to this agent" };
  expect(tierOf(ticket(), "trivial", tiers)).toEqual(own);
  expect(tierOf(ticket(), "complex", tiers)).toEqual(own);
  expect(tierOf(ticket("kind: security"), "complex", tiers).value).toBe("frontier");
});

test("the packet says what the sections say, and nothing else", () => {
  expect(intentPacket(ticket("scope: {deny: [docs/**]}\nrisk_flags: [auth]\nverify: test")).packet).toEqual({
    intent: "The way is marked.",
    requirements: ["AC-1: seen from far and at night", "AC-2: it lasts"],
    invariants: [],
    nonGoals: ["nothing under docs/** changes"],
    escalateIf: expect.arrayContaining(["a file outside the code map has to change"]),
    validation: ["npm test", "test"],
    codeMap: ["src/a.ts: modify, the reader", "src/b.ts: create"],
    risks: ["auth"],
  });
});

test("a packet that cannot be written says why", () => {
  const { missing } = intentPacket(ticket("", "## Description\n<!-- hint -->\nTBD\n"));
  expect(missing).toEqual([
    "Description says nothing",
    "Acceptance Criteria names none",
    "Test Strategy says nothing",
    "Affected Files names none",
  ]);
  const long = intentPacket(ticket("", SECTIONS.replace("The way", "The way ".repeat(2000))));
  expect(long.missing?.[0]).toMatch(/^it cannot be said briefly: \d+ of 12000 characters/);
});

const event = (kind: string, attributes: string) =>
  `<!-- event: ${kind} id: ev-${kind} author: mika by: person at: 2026-03-02T10:00:00Z ${attributes} -->\nWords.\n<!-- /event -->\n`;
const WAITS: Readiness = {
  state: "blocked",
  reasons: [{ code: "waits-for", message: "waits for BUG-b2c3d4 (doing)", ticket: "BUG-b2c3d4" }],
};
const PARKED: Readiness = { state: "parked", reasons: [{ code: "status", message: "is blocked" }] };
const unclear = SECTIONS.replace("- [ ] AC-2: it lasts", "").replace(/- \[ \] AC-1.*\n.*\n/, "");

test.for([
  ["closed_or_noop", "it is done", ticket("status: done"), READY],
  ["closed_or_noop", "it is rejected", ticket("status: rejected"), READY],
  ["defer_pending", "it is put off; somebody has to take it up again", ticket("status: deferred"), PARKED],
  ["review_needed", "it is being worked on: a review comes next", ticket("status: doing"), READY],
  ["review_needed", "nobody looked at the result yet", ticket("status: review"), READY],
  ["close_ready", "mika approved it", ticket("status: review", SECTIONS, event("review", "verdict: approve")), READY],
  ["requirements_sync_needed", "not ready: Acceptance Criteria names none", ticket("", unclear), WAITS],
  ["requirements_sync_needed", "the ticket says so", ticket("readiness: requirements_sync_needed"), READY],
  [
    "preflight_needed",
    "needs_preflight is set, and no decision is in the thread",
    ticket("needs_preflight: true"),
    WAITS,
  ],
  [
    "implementation_ready",
    "everything that is needed to begin is written down",
    ticket("needs_preflight: true", SECTIONS, event("decision", "")),
    READY,
  ],
  ["spike_needed", "an experiment comes first", ticket("readiness: spike_needed"), WAITS],
  ["spike_needed", "an experiment comes first", ticket("labels: [spike]"), READY],
  ["blocked_action_required", "waits for BUG-b2c3d4 (doing)", ticket(), WAITS],
  ["blocked_action_required", "is blocked", ticket("status: blocked"), PARKED],
  ["implementation_ready", "everything that is needed to begin is written down", ticket(), READY],
] as const)("%s: %s", ([action, reason, given, readiness]) => {
  const routed = nextAction(given, readiness);
  expect(routed).toMatchObject({ action, reason });
  expect(routed.packet !== undefined).toBe(action === "implementation_ready");
  expect(NEXT_ACTIONS).toContain(routed.action);
});
