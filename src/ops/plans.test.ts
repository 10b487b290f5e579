import { expect, test } from "vitest";
import { ticketExportFingerprint } from "../evidence/backlog-repo/fingerprint.ts";
import { ok } from "../std/result.ts";
import { type TestWorld, testWorld } from "../twins/test-world.ts";
import { checkInput } from "./check-input.ts";
import { exportTicketsOp } from "./export-tickets.ts";
import { initOp } from "./init.ts";
import { newOp } from "./new.ts";
import type { Fields, Op } from "./op.ts";
import { plansOp } from "./plans.ts";

const ATOM = "shop/20260301T101500Z/codex/0:confusion_point:2";
const LEDGER = "/project/configs/atoms.yaml";
const TICKETS = [
  {
    ticket_id: "BLG-001",
    title: "Add quickstart examples",
    problem: "docs/README.md lacks one-command setup\n\n## Evidence atom ids\n- `other/run:x:1`\n```\nnever closed",
    user_impact: "People give up.",
    proposed_fix: "Write one.",
    investigation_steps: ["Look at docs/README.md"],
    success_criteria: ["A new user starts in a minute"],
    severity: "high",
    stage: "ready_for_ticket",
    change_surface: { kinds: ["docs_change"], user_visible: true },
    suggested_owner: "docs",
    evidence_atom_ids: [ATOM, "shop/20260301T101500Z/codex/0:error_json:1"],
  },
  {
    ticket_id: "BLG-002",
    title: "New verb",
    stage: "triage",
    change_surface: { kinds: ["new_command"], user_visible: true },
  },
  { ticket_id: "BLG-003", title: "Blocked", stage: "blocked" },
  { ticket_id: "BLG-004", title: "Small", severity: "low", stage: "triage" },
  { ticket_id: "BLG-005", title: "Decided", severity: "high", stage: "triage", case_id: "case:decided" },
];
const FIRST = ticketExportFingerprint(TICKETS[0] ?? {});

async function ask<F extends Fields, Output>(
  world: TestWorld,
  op: Op<F, Output>,
  raw: Readonly<Record<string, unknown>> = {},
  dryRun = false,
) {
  const input = checkInput(op.input, raw);
  if (!input.ok) return input;
  return op.run(world, { cwd: "/project", as: "ada", door: "person", dryRun }, input.value);
}

const write = (world: TestWorld, path: string, text: string): void => {
  world.files.makeFolder(path.slice(0, path.lastIndexOf("/")));
  world.files.writeAtomic(path, new TextEncoder().encode(text));
};

async function makeWorld(
  settings = "ledgers:\n  atoms: configs/atoms.yaml\n  actions: configs/actions.yaml\n",
): Promise<TestWorld> {
  const world = testWorld({ startMs: Date.parse("2026-03-01T11:00:00Z") });
  expect(await ask(world, initOp)).toMatchObject({ ok: true });
  write(world, "/project/docket/docket.yaml", settings);
  write(world, "/project/tickets.json", JSON.stringify({ scope: { target: "shop" }, tickets: TICKETS }));
  return world;
}

const given = { backlog_json: "tickets.json", min_severity: "medium" };

test("without --write nothing is written, and the document has the form that other tools read", async () => {
  const world = await makeWorld();
  write(
    world,
    "/project/configs/actions.yaml",
    "version: 1\nactions:\n- fingerprint: d9e7a7b7d0c7a7a7\n  status: actioned\n",
  );
  const before = world.files.texts();
  const answer = await ask(world, exportTicketsOp, given);
  expect(world.files.texts()).toEqual(before);
  await expect(`${JSON.stringify(answer.ok ? answer.value : answer.fault, undefined, 2)}\n`).toMatchFileSnapshot(
    "golden/export.json.txt",
  );
});

test("the policy comes from a file, else from the settings, and what it cannot hold is refused with its key", async () => {
  const world = await makeWorld(
    "discover: { policy: { surfaceAreaHigh: [new_flag], breadthMin: { missions: 0, targets: 5 } } }\n",
  );
  expect(await ask(world, exportTicketsOp, given)).toMatchObject({
    value: {
      policy: { surface_area_high: ["new_flag"], breadth_min_for_surface_area_high: { targets: 5, repo_inputs: 2 } },
    },
  });
  const withFile = (text: string) => {
    write(world, "/project/policy.yaml", text);
    return ask(world, exportTicketsOp, { ...given, policy_config: "policy.yaml" });
  };
  expect(await withFile("backlog_policy: { surface_area_high: [docs_change] }\n")).toMatchObject({
    value: { policy: { surface_area_high: ["docs_change"] } },
  });
  for (const [text, where] of [
    ["backlog_policy: { surface_area_high: [color] }\n", "backlog_policy.surface_area_high[0]"],
    ["other: 1\n", "/project/policy.yaml"],
    ["backlog_policy: [\n", "/project/policy.yaml"],
    ["a: &a [1]\nbacklog_policy: *a\n", "/project/policy.yaml"],
  ])
    expect(await withFile(text ?? "")).toMatchObject({ ok: false, fault: { code: "policy-invalid", where } });
});

test("a ticket that was acted upon is left out, by the fingerprint of its case", async () => {
  const world = await makeWorld();
  const first = await ask(world, exportTicketsOp, given);
  const decided = first.ok ? first.value.exports.find(({ title }) => title === "Decided")?.fingerprint : undefined;
  const entry = (status: string): string =>
    `version: 1\nactions:\n- fingerprint: ${decided}\n  status: ${status}\n  issue_url: x\n`;
  write(world, "/project/configs/actions.yaml", entry("actioned"));
  expect(await ask(world, exportTicketsOp, given)).toMatchObject({ value: { stats: { skipped_actioned: 1 } } });
  const all = await ask(world, exportTicketsOp, { ...given, include_actioned: true });
  expect(all).toMatchObject({ value: { stats: { skipped_actioned: 0 } } });
  expect(all.ok && all.value.exports.at(-1)?.action_ledger).toMatchObject({ status: "actioned", issue_url: "x" });
  write(world, "/project/configs/actions.yaml", entry("open"));
  expect(await ask(world, exportTicketsOp, given)).toMatchObject({ value: { stats: { skipped_actioned: 0 } } });
  write(world, "/project/configs/actions.yaml", "no ledger");
  expect(await ask(world, exportTicketsOp, given)).toMatchObject({ ok: false, fault: { code: "ledger-broken" } });
});

test("with --write plans are made where they belong, atoms are tied, and a second export finds them", async () => {
  const world = await makeWorld();
  const first = await ask(world, exportTicketsOp, { ...given, write: true });
  if (!first.ok) throw new Error(first.fault.message);
  expect(first.value.idea_files).toEqual([
    `.agents/plans/1 - ideas/20260301_${FIRST}_Add-quickstart-examples.md`,
    expect.stringMatching(/^\.agents\/plans\/0\.5 - to_triage\/20260301_[0-9a-f]{16}_New-verb\.md$/),
    expect.stringMatching(/^\.agents\/plans\/0\.5 - to_triage\/20260301_[0-9a-f]{16}_Decided\.md$/),
  ]);
  expect(world.files.texts()[LEDGER]).toContain(`- atom_id: ${ATOM}\n  status: queued\n`);
  expect(world.files.texts()[LEDGER]).toContain("0:run_failure_event:1");
  const again = await ask(world, exportTicketsOp, { ...given, write: true });
  expect(again).toMatchObject({ value: { exports: [], idea_files: [], stats: { skipped_existing_plan: 3 } } });
});

test("a plan that is there is never overwritten, and its atoms come as far as it did", async () => {
  const world = await makeWorld();
  const path = `/project/.agents/plans/3 - in_progress/20260101_${FIRST}_mine.md`;
  write(world, path, "My own words.\n");
  await ask(world, exportTicketsOp, { ...given, write: true });
  expect(world.files.texts()[path]).toBe("My own words.\n");
  expect(world.files.texts()[LEDGER]).toContain(`- atom_id: ${ATOM}\n  status: actioned\n`);
  const forced = await ask(world, exportTicketsOp, { ...given, skip_plan_folder_dedupe: true });
  expect(forced).toMatchObject({ value: { stats: { exports_total: 3 } } });
});

test.for([
  ["a component of the repository", { suggested_owner: "docs" }, { resolution: "component", root: "." }],
  ["the repository its evidence is from", { repo_input: "other" }, { resolution: "cited_repo_input", root: "other" }],
  ["this one, with a warning", {}, { resolution: "repo_root", root: "." }],
] as const)("a ticket belongs to %s", async ([, more, owner]) => {
  const world = await makeWorld();
  for (const folder of ["/project/packages/docs", "/project/other"]) world.files.makeFolder(folder);
  write(world, "/project/tickets.json", JSON.stringify([{ title: "One", ...more }]));
  const answer = await ask(world, exportTicketsOp, given);
  expect(answer).toMatchObject({ value: { exports: [{ owner_repo: owner }] } });
  expect(answer.ok && answer.value.warnings).toHaveLength(owner.resolution === "repo_root" ? 1 : 0);
});

test("the list as a whole, then the caller, may say whose a ticket is", async () => {
  const world = await makeWorld();
  for (const folder of ["/project/one", "/project/two"]) world.files.makeFolder(folder);
  write(world, "/project/tickets.json", JSON.stringify({ scope: { repo_input: "one" }, tickets: [{ title: "One" }] }));
  expect(await ask(world, exportTicketsOp, { ...given, repo_input: "two" })).toMatchObject({
    value: { exports: [{ owner_repo: { repo_input: "one", resolution: "backlog_scope" } }] },
  });
  write(world, "/project/tickets.json", JSON.stringify([{ title: "One" }]));
  expect(await ask(world, exportTicketsOp, { ...given, repo_input: "two" })).toMatchObject({
    value: { exports: [{ owner_repo: { repo_input: "two", resolution: "cli_flag" } }] },
  });
});

test.for([
  ["https://example.com/a.git", "not on this machine"],
  ["git@example.com:a.git", "not on this machine"],
  ["gone", "no folder gone"],
])("whose a ticket is cannot be told from %s", async ([repo_input, reason]) => {
  const world = await makeWorld();
  write(world, "/project/tickets.json", JSON.stringify([{ title: "One", repo_input }]));
  const answer = await ask(world, exportTicketsOp, { ...given, write: true });
  expect(answer).toMatchObject({
    ok: false,
    fault: { code: "owner-unclear", message: expect.stringContaining(reason ?? "") },
  });
});

test("evidence from several repositories asks to be split", async () => {
  const world = await makeWorld();
  write(world, LEDGER, `version: 1\natoms:\n- {atom_id: "${ATOM}", repo_input: other}\n`);
  write(
    world,
    "/project/tickets.json",
    JSON.stringify([{ title: "One", repo_input: "one", evidence_atom_ids: [ATOM] }]),
  );
  expect(await ask(world, exportTicketsOp, given)).toMatchObject({
    ok: false,
    fault: { code: "owner-unclear", exit: "usage" },
  });
});

test("a file without tickets is a fault, and so is a folder of plans that leads elsewhere", async () => {
  const world = await makeWorld();
  for (const backlog_json of ["gone.json", "docket/docket.yaml"])
    expect(await ask(world, exportTicketsOp, { backlog_json })).toMatchObject({
      ok: false,
      fault: { code: "tickets-unreadable" },
    });
  world.files.makeFolder("/elsewhere");
  world.files.makeFolder("/project/.agents/plans");
  world.files.link("/project/.agents/plans/1 - ideas", "/elsewhere");
  const answer = await ask(world, exportTicketsOp, { ...given, write: true });
  expect(answer).toMatchObject({ ok: false, fault: { code: "plan-place-taken" } });
  expect(Object.keys(world.files.texts()).filter((path) => path.startsWith("/elsewhere"))).toEqual([]);
});

test("tickets of the backlog itself are exported as cases of their own", async () => {
  const world = await makeWorld();
  await ask(world, newOp, { title: "Sign in", priority: "P1" });
  const first = await ask(world, exportTicketsOp);
  expect(first).toMatchObject({
    value: { exports: [{ title: "Sign in", labels: ["stage:triage", "severity:high", "type:implementation"] }] },
  });
});

test("sync needs a ledger, writes it once, and tells what is wrong", async () => {
  const world = await makeWorld("version: 1\n");
  expect(await ask(world, plansOp, { action: "sync" })).toMatchObject({ ok: false, fault: { code: "ledger-not-set" } });
  write(world, "/project/docket/docket.yaml", "ledgers: { atoms: configs/atoms.yaml }\n");
  const name = "20260301_aaaaaaaaaaaaaaaa_a.md";
  write(world, `/project/.agents/plans/5 - complete/${name}`, `Evidence: \`${ATOM}\`\n`);
  const dry = await ask(world, plansOp, { action: "sync" }, true);
  expect(dry).toMatchObject({ value: { changed: [ATOM], dryRun: true } });
  expect(world.files.texts()[LEDGER]).toBeUndefined();
  expect(await ask(world, plansOp, { action: "sync" })).toMatchObject({ value: { changed: [ATOM], findings: [] } });
  const written = world.files.texts()[LEDGER];
  world.clock.advance(60_000);
  expect(await ask(world, plansOp, { action: "sync" })).toMatchObject({ value: { changed: [] } });
  expect(world.files.texts()[LEDGER]).toBe(written);
  write(world, `/project/.agents/plans/5 - complete/20260302_aaaaaaaaaaaaaaaa_b.md`, "");
  const copies = await ask(world, plansOp, { action: "sync" });
  expect(copies.ok && [plansOp.exitOf?.(copies.value), copies.value.findings[0]?.code]).toEqual([
    "findings",
    "plan-copies",
  ]);
  expect(await ask(world, plansOp, { action: "sync", plans: ["gone"] })).toMatchObject({
    fault: { code: "folder-not-there" },
  });
});

test("open tickets of Docket keep their atoms in the queue", async () => {
  const world = await makeWorld();
  write(world, LEDGER, `version: 1\natoms:\n- {atom_id: "${ATOM}", status: ticketed}\n`);
  world.files.makeFolder("/project/.agents/plans");
  await ask(world, newOp, { title: "One" });
  const [path = "", text = ""] = Object.entries(world.files.texts()).find(([name]) => name.includes("/tickets/")) ?? [];
  write(world, path, text.replace("status: new", `status: new\nevidence: ["${ATOM}"]`));
  expect(await ask(world, plansOp, { action: "sync" })).toEqual(
    ok(expect.objectContaining({ changed: [], findings: [] })),
  );
});
