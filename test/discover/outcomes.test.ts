import { expect, test } from "vitest";
import { printVerdict, sealVerdict } from "../../src/gate/verdict/verdict.ts";
import type { VerdictBody } from "../../src/gate/verdict/verdict-shape.ts";
import type { OutcomeAnswer } from "../../src/ops/outcome-of.ts";
import { fact } from "../rigs/scripted-source.ts";
import { made, scene } from "./_scene.ts";

const FIXED = "b".repeat(40);
const MINUTE_MS = 60_000;

/** A scene with the time going on between runs, and what people ask about outcomes. */
function outcomeScene() {
  const scened = scene();
  const { patient, ask, verb } = scened;
  const run = async () => {
    patient.world.clock.advance(MINUTE_MS);
    return scened.run();
  };
  const outcome = async (...names: readonly string[]) =>
    (await verb("evidence", { action: "outcome", names })) as OutcomeAnswer;
  const stateOf = async (id: string) => (await outcome(id)).outcome?.state;
  const say = (names: readonly string[], more: object = {}) => ask("evidence", { action: "outcome", names, ...more });
  const read = (id: string) => patient.read(`evidence/outcomes/${id}.json`);
  return { ...scened, run, outcome, stateOf, say, read };
}

/** An order of the ticket that was proven and merged, as take, finish and integrate leave it. */
function merged(
  { patient, ticket }: ReturnType<typeof outcomeScene>,
  id: string,
  skipped?: VerdictBody["skipped"],
): void {
  patient.world.clock.advance(MINUTE_MS);
  const at = new Date(patient.world.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const part = id.slice(id.indexOf("-") + 1);
  const order = `WO-${part}-7d`;
  const [name = ""] = patient.names().filter((one) => one.startsWith(id));
  const text = (patient.read(`tickets/${name}`) ?? "").replace(/^status: .*$/m, "status: done");
  const event = `<!-- event: close id: e${part} author: mika by: person at: ${at} from: review to: done proves: done refs: [order:${order}, commit:${FIXED}] -->\nMerged.\n<!-- /event -->\n`;
  patient.put({
    [`tickets/${name}`]: `${text}\n${event}`,
    [`orders/${order}/order.yaml`]: [
      ...[
        `id: ${order}`,
        `ticket: ${id}`,
        "state: done",
        "owner: mika",
        "base: main",
        `base_commit: ${"a".repeat(40)}`,
      ],
      ...["branch: wo", "worktree: wo", `finished_at: ${at}`, `merged_at_sha: ${FIXED}`, ""],
    ].join("\n"),
    [`orders/${order}/verdict.json`]: verdict(skipped),
  });
  if (ticket(id).status !== "done") throw new Error("the ticket is not done");
}

const RUN = { command: "npm test", durationMs: 1, digest: "a".repeat(64), outputBytes: 0, log: "test.log" } as const;

/** The verdict of an order: nothing is wrong, or a person let it pass. */
function verdict(skipped?: VerdictBody["skipped"]): string {
  const at = "2026-03-02T09:30:00Z";
  return printVerdict(
    sealVerdict({
      ...{ order: "WO-bbbbbb-1a", ticket: "BUG-bbbbbb", attempt: 1, baseBranch: "main", patchId: "", commits: 1 },
      ...{ mergeBase: "1".repeat(40), baseTree: "2".repeat(40), head: FIXED, headTree: "4".repeat(40) },
      ...{ startedAt: at, finishedAt: at, actor: { kind: "person", name: "mika" }, criteria: [] },
      checks: [{ ...RUN, name: "test", end: "exit", code: 0 }],
      redGreen: { strength: "not-asked", red: [], stillRed: [], regressions: [], flaky: [], findings: [], runs: [] },
      findings: { scope: [], budget: [], hacks: [], secrets: [], criteria: [], other: [] },
      machine: { platform: "linux", arch: "x64", node: "26.10.0", git: "2.39.5", docket: "0.1.0" },
      ...(skipped === undefined ? {} : { skipped }),
    }),
  );
}

const states = ({ outcome }: OutcomeAnswer) => outcome?.history.map(({ to }) => to);

test("from a proven merge over two looks to resolved; a problem that comes back is a record of its own", async () => {
  const scened = outcomeScene();
  const { shown, run, outcome, stateOf, read, files } = scened;
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  expect(await outcome(id)).toMatchObject({ outcome: null, next: [] });
  merged(scened, id);
  shown.sightings = [];
  await run();
  expect(states(await outcome(id))).toEqual(["planned", "implemented", "tests_verified", "original_scenario_verified"]);
  expect((await outcome(id)).next).toContainEqual({ to: "resolved", missing: "a look whether the problem came back" });
  await run();
  expect((await outcome(id)).outcome).toMatchObject({
    state: "resolved",
    merge: { targetBranch: "main", mergedCommit: FIXED },
    recurrenceCheck: expect.stringContaining("scripted looked at everything"),
  });
  const before = files();
  await run();
  expect(files()).toEqual(before);
  shown.sightings = [fact("no-var", "var x")];
  expect((await run()).tickets.reopened).toMatchObject([{ id }]);
  expect(await outcome(id)).toMatchObject({ earlier: 1, outcome: { state: "unverified" } });
  expect(read(id)).toContain('"state": "resolved"');
  expect(await stateOf(id)).toBe("unverified");
});

test("a fact that the merge did not remove opens the ticket, and takes the claim back", async () => {
  const scened = outcomeScene();
  const { shown, run, outcome } = scened;
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  merged(scened, id);
  expect((await run()).tickets.reopened).toMatchObject([{ id }]);
  expect(states(await outcome(id))).toEqual(["planned", "implemented", "tests_verified", "unverified"]);
});

test("a verdict that a person let pass proves no tests, and a look that is not whole shows nothing", async () => {
  const scened = outcomeScene();
  const { shown, run, stateOf } = scened;
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  merged(scened, id, { by: "mika", reason: "in a hurry" });
  shown.sightings = [];
  await run();
  await run();
  expect(await stateOf(id)).toBe("implemented");
});

test("closed by hand is unverified, whatever is seen; a status or a folder proves nothing", async () => {
  const { shown, run, verb, outcome, stateOf, say } = outcomeScene();
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  await verb("close", { id, resolution: "Mended." });
  shown.sightings = [];
  await run();
  await run();
  expect(states(await outcome(id))).toEqual(["unverified"]);
  const merge = { merged: "main:abc1234" };
  for (const ref of ["status:done:passed", "folder:5 - complete:passed", "test:npm test:failed"])
    expect(await say([id, "tests_verified"], { ...merge, ref: [ref] })).toMatchObject({
      fault: { code: "outcome-unproven" },
    });
  expect(await say([id, "resolved"], { recurrence: "no" })).toMatchObject({ fault: { code: "outcome-move-refused" } });
  expect(await say([id, "tests_verified"], { ...merge, ref: ["test:https://ci/1:passed"] })).toMatchObject({
    value: {
      changed: true,
      outcome: { evidence: [{ kind: "test", reference: "https://ci/1", result: "passed" }] },
    },
  });
  await run();
  expect(await stateOf(id)).toBe("original_scenario_verified");
  expect(await say([id, "mitigated"], { merged: "main:def5678" })).toMatchObject({ fault: { code: "outcome-fixed" } });
});

test("resolved keeps an old record silent that goes on being read, and nothing that is new or comes back", async () => {
  const { shown, run, verb, say, stateOf } = outcomeScene();
  const old = fact("no-var", "var x");
  shown.sightings = [old];
  const id = made(await run());
  await verb("close", { id, resolution: "Mended; the log of that day stays." });
  const proof = { ref: ["test:run 7:passed"], merged: "main:abc1234" };
  await say([id, "tests_verified"], proof);
  expect(await say([id, "resolved"], {})).toMatchObject({ fault: { code: "outcome-unproven" } });
  await say([id, "resolved"], { recurrence: "no run since then has it" });
  expect((await run()).tickets).toMatchObject({ reopened: [], held: [{ code: "silent", facts: 1 }] });
  shown.sightings = [];
  await run();
  shown.sightings = [old];
  expect((await run()).tickets.reopened).toMatchObject([{ id }]);
  expect(await stateOf(id)).toBe("unverified");
});

test("an outcome that says superseded keeps facts silent; one that says mitigated does not", async () => {
  const { shown, run, verb, say } = outcomeScene();
  shown.sightings = [fact("no-var", "var x"), fact("no-eval", "eval(a)")];
  const [one = "", two = ""] = (await run()).tickets.created.map(({ id }) => id);
  const target = (await verb("new", { title: "Modernise" })) as { ticket: { id: string } };
  expect(await say([one, "superseded"])).toMatchObject({ fault: { code: "outcome-unproven" } });
  expect(await say([one, "superseded"], { of: one })).toMatchObject({ fault: { code: "outcome-unproven" } });
  expect(await say([one, "superseded"], { of: target.ticket.id })).toMatchObject({
    value: { next: [], outcome: { state: "superseded", related: target.ticket.id } },
  });
  expect(await say([two, "mitigated"])).toMatchObject({ fault: { code: "outcome-unproven" } });
  await say([two, "mitigated"], { merged: "main:abc1234" });
  for (const id of [one, two]) await verb("close", { id, resolution: "Mended." });
  expect((await run()).tickets).toMatchObject({
    reopened: [{ id: two }],
    held: [{ code: "silent", why: `${one} has the outcome superseded` }],
  });
});

test("a dry run and a look write nothing; wrong words, agents and a broken file are refused", async () => {
  const { patient, verb, ask, say, files, outcome } = outcomeScene();
  const { ticket } = (await verb("new", { title: "Modernise" })) as { ticket: { id: string } };
  const before = files();
  await outcome(ticket.id);
  const told = { action: "outcome", names: [ticket.id, "mitigated"], merged: "main:abc1234" };
  expect(await ask("evidence", told, true)).toMatchObject({
    value: { dryRun: true, outcome: { state: "mitigated" } },
  });
  expect(files()).toEqual(before);
  const wrong = [
    { names: [ticket.id, "fine"] },
    { names: [ticket.id, "mitigated"], ref: ["no"] },
    { names: [ticket.id, "mitigated"], merged: "x" },
    { names: [] },
  ];
  for (const words of wrong)
    expect(await ask("evidence", { action: "outcome", ...words })).toMatchObject({
      fault: { code: "arguments-wrong" },
    });
  patient.put({ [`evidence/outcomes/${ticket.id}.json`]: "no JSON" });
  expect(await say([ticket.id, "mitigated"])).toMatchObject({ fault: { code: "outcome-broken" } });
  expect(patient.read(`evidence/outcomes/${ticket.id}.json`)).toBe("no JSON");
  expect(await patient.codes()).toContain("outcome-unreadable");
});
