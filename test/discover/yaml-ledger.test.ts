import { expect, test } from "vitest";
import { ATOM_LEDGER } from "../../src/evidence/backlog-repo/atom-entry.ts";
import { loadLedger } from "../../src/store/ledgers/ledger-file.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { newLife } from "../../src/twins/life.ts";
import { memoryPatient, must } from "../rigs/checkup.ts";
import { discoverRound } from "../rigs/discover-rounds.ts";
import { fact, scriptedSource, tableOf } from "../rigs/scripted-source.ts";
import { made, scene } from "./_scene.ts";

const NAMED = "configs/atoms.yaml";
const PATH = `/project/${NAMED}`;
const LEDGERS = `\nledgers:\n  atoms: ${NAMED}\n`;

/** A scene whose facts are kept in a YAML ledger. */
function yamlScene() {
  const scened = scene();
  const { patient } = scened;
  patient.put({ "docket.yaml": `${patient.read("docket.yaml")}${LEDGERS}` });
  const entries = () => must(loadLedger(patient.world, { path: PATH, kind: ATOM_LEDGER })).entries;
  const statuses = () => [...entries().values()].map(({ status }) => status);
  const text = () => patient.world.files.texts()[PATH] ?? "";
  const write = (yaml: string) => {
    must(patient.world.files.makeFolder("/project/configs"));
    must(patient.world.files.writeAtomic(PATH, new TextEncoder().encode(yaml)));
  };
  return { ...scened, entries, statuses, text, write };
}

const isShard = (path: string): boolean => path.includes("/evidence/atoms/");

test("the YAML file is the ledger: facts stand there and nowhere else, beside what other tools wrote", async () => {
  const { shown, run, verb, files, entries, text, write } = yamlScene();
  const other = "# kept\n- atom_id: a/r:confusion_point:1\n  status: queued\n  mine: 1\n";
  write(`version: 1\natoms:\n${other}`);
  shown.sightings = [fact("no-var", "var x"), fact("no-eval", "eval(a)")];
  expect((await run()).tickets.created).toHaveLength(2);
  expect(Object.keys(files()).filter(isShard)).toEqual([]);
  expect(entries().size).toBe(3);
  expect(text()).toContain(other);
  expect([...entries().values()].slice(1)).toMatchObject([
    { status: "ticketed", source: "scripted", severity_hint: "medium" },
    { status: "ticketed", source: "scripted" },
  ]);
  expect(await verb("evidence", { action: "list" })).toMatchObject({ total: 2, unreadable: 0, othersTotal: 1 });
  const before = files();
  expect((await run()).tickets).toMatchObject({ created: [], linked: [], told: [] });
  expect(files()).toEqual(before);
});

test("what is gone, back, ignored and linked by hand is written there, and a dry run or a read writes nothing", async () => {
  const { shown, run, verb, ask, files, entries, statuses } = yamlScene();
  shown.sightings = [fact("no-var", "var x")];
  const dry = files();
  await run({ dryRun: true });
  await verb("evidence", { action: "coverage" });
  expect(files()).toEqual(dry);
  const id = made(await run());
  shown.sightings = [];
  expect((await run()).tickets.proposed).toMatchObject([{ id }]);
  const [name = ""] = entries().keys();
  expect(entries().get(name)).toMatchObject({ docket: { gone: expect.any(String), ticket: id } });
  shown.sightings = [fact("no-var", "var x")];
  expect((await run()).sources).toMatchObject([{ returned: 1 }]);
  const target = (await verb("new", { title: "Modernise" })) as { ticket: { id: string } };
  await verb("evidence", { action: "link", names: [name, target.ticket.id] });
  expect(entries().get(name)).toMatchObject({ docket: { ticket: target.ticket.id } });
  const before = files();
  await ask("evidence", { action: "ignore", names: [name], reason: "no" }, true);
  expect(files()).toEqual(before);
  await verb("evidence", { action: "ignore", names: [name], reason: "a sample" });
  expect(statuses()).toEqual(["actioned"]);
});

test("how far a ticket has come shows in its atoms; those of a duplicate follow the other ticket", async () => {
  const { shown, run, verb, statuses } = yamlScene();
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  expect(statuses()).toEqual(["ticketed"]);
  const target = (await verb("new", { title: "Modernise" })) as { ticket: { id: string } };
  await verb("close", { id, rejected: "duplicate", link: target.ticket.id, resolution: "Same." });
  expect((await run()).tickets.linked).toMatchObject([{ id: target.ticket.id }]);
  expect(statuses()).toEqual(["ticketed"]);
  for (const status of ["refined", "ready"])
    await verb("move", { id: target.ticket.id, status, reason: "go", force: true });
  await run();
  expect(statuses()).toEqual(["queued"]);
  await verb("close", { id: target.ticket.id, rejected: "wont_do", resolution: "We like var." });
  expect((await run()).tickets).toMatchObject({ created: [], reopened: [], held: [{ code: "silent" }] });
  expect(statuses()).toEqual(["actioned"]);
});

const OTHERS = `version: 1
atoms:
- atom_id: shop/20260301T101500Z/codex/0:confusion_point:1
  status: new
  severity_hint: high
- atom_id: shop/20260301T101500Z/codex/0:confusion_point:2
  status: queued
  last_seen_at: '2026-03-02T00:00:00Z'
  fingerprints: [0c13f8542f3ebaf5]
  queue_paths: ['.agents/plans/1 - ideas/20260301_0c13f8542f3ebaf5_a.md']
- atom_id: shop/20260301T101500Z/codex/0:suggested_change:1
  status: actioned
`;

test("entries of other tools are listed, shown and counted beside the facts, and are not Docket's to change", async () => {
  const { patient, shown, run, verb, ask, text, write, ticket } = yamlScene();
  write(OTHERS);
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  const [point, second] = [1, 2].map((number) => `shop/20260301T101500Z/codex/0:confusion_point:${number}`);
  const listed = await verb("evidence", {});
  expect(listed).toMatchObject({
    total: 1,
    othersTotal: 2,
    others: [
      { id: point, status: "new", severity: "high", source: "confusion_point", run: "shop/20260301T101500Z/codex/0" },
      { id: second, status: "queued", lastSeen: "2026-03-02T00:00:00Z", fingerprints: ["0c13f8542f3ebaf5"] },
    ],
  });
  expect(await verb("evidence", { state: "all" })).toMatchObject({ total: 1, othersTotal: 3 });
  expect(await verb("evidence", { state: "gone" })).toMatchObject({ total: 0, othersTotal: 0 });
  expect(await verb("evidence", { source: ["suggested_change"], state: "all" })).toMatchObject({ othersTotal: 1 });
  expect(await verb("evidence", { limit: 2 })).toMatchObject({ others: [{ id: point }], othersTotal: 2 });
  expect(await verb("evidence", { action: "show", names: [second ?? ""] })).toMatchObject({
    other: { status: "queued", entry: { fingerprints: ["0c13f8542f3ebaf5"] } },
  });
  expect(await verb("evidence", { action: "coverage" })).toMatchObject({
    covered: 2,
    total: 3,
    others: { covered: 1, total: 2 },
    bySource: [
      { source: "confusion_point", covered: 1, total: 2 },
      { source: "scripted", covered: 1, total: 1 },
    ],
    uncoveredBad: 1,
    preview: [{ id: point, severity: "high" }],
  });
  const before = text();
  for (const wish of [
    { action: "ignore", names: [point], reason: "no" },
    { action: "link", names: [point, id] },
  ])
    expect(await ask("evidence", wish)).toMatchObject({ fault: { code: "fact-of-other-tool" } });
  expect(text()).toBe(before);

  // A ticket that names such an atom takes care of it.
  const path = patient.names().find((name) => name.startsWith(id)) ?? "";
  const raw = patient.read(`tickets/${path}`) ?? "";
  patient.put({ [`tickets/${path}`]: raw.replace(/^evidence: \[/m, `evidence: ["${point}", `) });
  expect(ticket(id).fields.evidence).toContain(point);
  expect(await verb("evidence", { ticket: id })).toMatchObject({ total: 1, others: [{ id: point, ticket: id }] });
  expect(await verb("evidence", { action: "coverage" })).toMatchObject({ covered: 3, total: 3, uncoveredBad: 0 });
});

test("facts of the backlog's own ledger move over once, and nothing is new", async () => {
  const { patient, shown, run, files, entries } = yamlScene();
  const settings = patient.read("docket.yaml") ?? "";
  patient.put({ "docket.yaml": settings.replace(LEDGERS, "") });
  shown.sightings = [fact("no-var", "var x"), fact("no-eval", "eval(a)")];
  const first = await run();
  expect(Object.keys(files()).filter(isShard)).not.toEqual([]);
  patient.put({ "docket.yaml": settings });
  expect(await run()).toMatchObject({ sources: [{ added: 0 }], tickets: { created: [], linked: [], told: [] } });
  expect(Object.keys(files()).filter(isShard)).toEqual([]);
  expect([...entries().values()].map(({ docket }) => (docket as { ticket: string }).ticket).sort()).toEqual(
    first.tickets.created.map(({ id }) => id).sort(),
  );
});

test("an entry that cannot be read stays, is named by doctor, and is not made anew; a broken file is refused", async () => {
  const { patient, shown, run, verb, text, write } = yamlScene();
  shown.sightings = [fact("no-var", "var x")];
  await run();
  const damaged = text().replace("status: ticketed", "status: whatever");
  write(damaged);
  expect(await run()).toMatchObject({ sources: [{ added: 0 }], tickets: { created: [], linked: [] } });
  expect(text()).toBe(damaged);
  expect(await verb("evidence", { action: "list" })).toMatchObject({ unreadable: 1 });
  expect(await patient.findings()).toContainEqual(expect.objectContaining({ code: "atom-unreadable", file: NAMED }));
  write("atoms: [");
  await expect(run()).rejects.toThrow("ledger-broken");
  expect(text()).toBe("atoms: [");
});

/** What people see of a backlog, without times and ids of events. */
function shownBy({ world, backlog, names, read }: ReturnType<typeof memoryPatient>) {
  const ledger = must(loadLedger(world, { path: PATH, kind: ATOM_LEDGER }));
  const facts = [...ledger.entries].map(([id, { status, docket }]) => {
    const { ticket, gone } = docket as { readonly ticket?: string; readonly gone?: string };
    return { id, status, ticket, isGone: gone !== undefined };
  });
  const tickets = names().map((name) => {
    const text = read(`tickets/${name}`) ?? "";
    const [, status] = /^status: (.*)$/m.exec(text) ?? [];
    return { name, status, asks: text.includes("action_required"), isBack: text.includes("- regression") };
  });
  return { facts, tickets, home: backlog.home.kind };
}

test("a crash between tickets and ledger, or anywhere else, loses nothing: the next run comes to the same", async () => {
  const source = { sightings: [fact("no-var", "var x")], isWhole: true };
  const table = tableOf(scriptedSource("scripted", source));
  const rounds = [[fact("no-var", "var x")], [], [fact("no-var", "var x"), fact("no-eval", "eval(a)")]];
  const fresh = () => {
    const patient = memoryPatient();
    patient.put({ "docket.yaml": `${patient.read("docket.yaml")}${LEDGERS}` });
    return patient;
  };
  const play = async (dies?: { readonly round: number; readonly crashAt: number }) => {
    const patient = fresh();
    let count = 0;
    let reached = false;
    for (const [at, sightings] of rounds.entries()) {
      source.sightings = sightings;
      const isIt = dies?.round === at;
      const life = isIt ? newLife({ crashAt: dies.crashAt, moment: "before" }) : newLife();
      const world = failingWorld(patient.world, life);
      const round = { world, cwd: "/project", table };
      const ran = await discoverRound(round).then(
        () => "ended",
        () => "crashed",
      );
      if (isIt) count = life.count;
      if (ran === "crashed") {
        reached = true;
        patient.world.locks.dropAll();
        must(await discoverRound({ ...round, world: patient.world }));
      }
    }
    return { seen: shownBy(patient), count, reached };
  };
  const calm = await play();
  expect(calm.seen.facts).toHaveLength(2);
  for (const round of rounds.keys()) {
    const { count } = await play({ round, crashAt: 1_000_000 });
    expect(count).toBeGreaterThan(5);
    for (let crashAt = 1; crashAt <= count; crashAt += 1)
      expect(await play({ round, crashAt }), `round ${round}, operation ${crashAt}`).toMatchObject({
        seen: calm.seen,
        reached: true,
      });
  }
});
