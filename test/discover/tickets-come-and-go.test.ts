import { expect, test } from "vitest";
import { faultKind } from "../../src/std/fault.ts";
import { must } from "../rigs/checkup.ts";
import { fact } from "../rigs/scripted-source.ts";
import { made, scene } from "./_scene.ts";

test("what is seen becomes a ticket, and seeing it again changes nothing", async () => {
  const { patient, shown, run, ticket } = scene();
  shown.sightings = [
    fact("no-var", "var x"),
    fact("no-var", "var y"),
    fact("no-eval", "eval(a)", { severity: "high" }),
  ];
  const first = await run();
  expect(first.sources).toMatchObject([{ source: "scripted", found: 3, added: 3, gone: 0, whole: true }]);
  expect(first.tickets.created.map(({ title, priority, facts }) => [title, priority, facts])).toEqual([
    ["Mend no-eval in src/a.ts", "P1", 1],
    ["Mend no-var in src/a.ts", "P2", 2],
  ]);
  const [evil] = first.tickets.created;
  expect(ticket(evil?.id ?? "")).toMatchObject({
    status: "new",
    labels: ["discovered", "scripted"],
    fields: { scope: { allow: ["src/a.ts"] }, evidence: [expect.stringMatching(/^scripted-[0-9a-f]{12}$/)] },
  });
  const before = patient.names().map((name) => patient.read(`tickets/${name}`));
  const again = await run();
  expect(again.tickets.created).toEqual([]);
  expect(again.sources).toMatchObject([{ found: 3, added: 0, gone: 0, returned: 0 }]);
  expect(patient.names().map((name) => patient.read(`tickets/${name}`))).toEqual(before);
});

test("what is gone is told to its ticket; when all of it is gone, closing is proposed, and taken back when it returns", async () => {
  const { shown, run, ticket } = scene();
  const [x, y] = [fact("no-var", "var x"), fact("no-var", "var y")];
  shown.sightings = [x, y];
  const id = made(await run());
  shown.sightings = [y];
  expect((await run()).tickets.told).toMatchObject([{ id, gone: 1, left: 1 }]);
  expect(ticket(id).fields).not.toHaveProperty("action_required");
  shown.sightings = [];
  expect((await run()).tickets.proposed).toMatchObject([{ id, gone: 1, left: 0 }]);
  expect(ticket(id).fields.action_required).toMatch(/^Nothing that was found is seen any more/);
  expect(ticket(id).events.map(({ kind, attributes }) => [kind, attributes.proposes])).toEqual([
    ["create", undefined],
    ["evidence", undefined],
    ["evidence", "close"],
  ]);
  shown.sightings = [x];
  expect((await run()).tickets.told).toMatchObject([{ id, back: 1, left: 1 }]);
  expect(ticket(id).fields).not.toHaveProperty("action_required");
  expect(ticket(id).status).toBe("new");
});

test("a ticket whose file cannot be read is no missing one: no second is written for its facts", async () => {
  const { patient, shown, run, ticket } = scene();
  const [x, y] = [fact("no-var", "var x"), fact("no-eval", "eval(a)", { place: { path: "src/b.ts", line: 1 } })];
  shown.sightings = [x];
  const id = made(await run());
  const file = `tickets/${patient.names().find((name) => name.startsWith(id))}`;
  const text = patient.read(file);
  patient.put({ [file]: `<<<<<<< ours\n${text}` });
  expect((await run()).tickets).toMatchObject({ created: [], linked: [], held: [] });
  shown.sightings = [x, y];
  expect((await run()).tickets.created).toMatchObject([{ title: "Mend no-eval in src/b.ts" }]);
  shown.sightings = [y];
  expect((await run()).tickets.failed).toMatchObject([{ id, fault: { code: "ticket-broken" } }]);
  expect(patient.read(file)).toBe(`<<<<<<< ours\n${text}`);
  patient.put({ [file]: text });
  shown.sightings = [x, y];
  expect((await run()).tickets).toMatchObject({ created: [], told: [{ id, back: 1 }] });
  expect(ticket(id).status).toBe("new");
});

test("the question whether it is done is answered by closing, and is not asked of what came back", async () => {
  const { shown, run, ticket, verb } = scene();
  const x = fact("no-var", "var x");
  shown.sightings = [x];
  const id = made(await run());
  for (const end of ["close", "move"]) {
    shown.sightings = [];
    expect((await run()).tickets.proposed).toMatchObject([{ id }]);
    if (end === "close") await verb("close", { id, resolution: "Mended." });
    else await verb("move", { id, status: "done", reason: "mended", force: true });
    expect([ticket(id).status, "action_required" in ticket(id).fields]).toEqual(["done", end === "move"]);
    shown.sightings = [x];
    expect((await run()).tickets.reopened).toMatchObject([{ id }]);
    expect(ticket(id).fields).not.toHaveProperty("action_required");
  }
});

test("a question that somebody else asked is not taken for ours", async () => {
  const { shown, run, ticket, verb } = scene();
  const x = fact("no-var", "var x");
  shown.sightings = [x];
  const id = made(await run());
  await verb("edit", { id, set: ["action_required=Which browser?"] });
  shown.sightings = [];
  await run();
  shown.sightings = [x];
  await run();
  expect(ticket(id).fields.action_required).toBe("Which browser?");
});

test("where the settings say so, a ticket of which nothing is left closes as obsolete, and opens when it comes back", async () => {
  const { patient, shown, run, ticket } = scene();
  patient.put({ "docket.yaml": `${patient.read("docket.yaml")}\ndiscover:\n  whenGone: close\n` });
  const x = fact("no-var", "var x");
  shown.sightings = [x];
  const id = made(await run());
  shown.sightings = [];
  expect((await run()).tickets.closed).toMatchObject([{ id }]);
  expect(ticket(id)).toMatchObject({ status: "rejected", fields: { rejection: "obsolete" } });
  shown.sightings = [x];
  expect((await run()).tickets.reopened).toMatchObject([{ id }]);
  expect(ticket(id)).toMatchObject({ status: "refined" });
});

test("a fact of a done ticket that is seen again opens the ticket as a regression", async () => {
  const { shown, run, ticket, verb } = scene();
  const x = fact("no-var", "var x");
  shown.sightings = [x];
  const id = made(await run());
  await verb("close", { id, resolution: "Mended." });
  shown.sightings = [];
  expect((await run()).tickets.told).toMatchObject([{ id, gone: 1 }]);
  expect(ticket(id).status).toBe("done");
  shown.sightings = [x];
  const again = await run();
  expect(again.sources).toMatchObject([{ returned: 1 }]);
  expect(again.tickets.reopened).toMatchObject([{ id, back: 1 }]);
  const { status, labels, fields, events } = ticket(id);
  expect([status, labels]).toEqual(["refined", ["discovered", "scripted", "regression"]]);
  expect(fields).not.toHaveProperty("unproven");
  const closing = events.find(({ kind }) => kind === "close");
  expect(events.at(-1)).toMatchObject({
    kind: "status_changed",
    attributes: { from: "done", to: "refined", back: "1" },
  });
  expect(events.at(-1)?.body).toContain(closing?.id);
});

test("a ticket that will not be done stays silent, and a duplicate's facts follow to its target", async () => {
  const { shown, run, ticket, verb } = scene();
  const [x, y] = [fact("no-var", "var x"), fact("no-eval", "eval(a)")];
  shown.sightings = [x, y];
  const { created } = (await run()).tickets;
  const idOf = (rule: string) => created.find(({ title }) => title.includes(rule))?.id ?? "none";
  await verb("close", { id: idOf("no-var"), rejected: "wont_do", resolution: "We like var." });
  const target = (await verb("new", { title: "Modernise" })) as { ticket: { id: string } };
  await verb("close", { id: idOf("no-eval"), rejected: "duplicate", link: target.ticket.id, resolution: "Same." });
  const again = await run();
  expect(again.tickets).toMatchObject({
    created: [],
    reopened: [],
    held: [{ code: "silent", why: `${idOf("no-var")} says that nothing will be done`, facts: 1 }],
    linked: [{ id: target.ticket.id, added: 1 }],
  });
  expect(ticket(target.ticket.id).fields.evidence).toHaveLength(1);
  const third = await run();
  expect(third.tickets).toMatchObject({ created: [], linked: [], reopened: [], told: [] });
  expect(ticket(idOf("no-var")).status).toBe("rejected");
});

test("a new fact of a group joins its open ticket; a group whose ticket ended gets another one that knows it", async () => {
  const { shown, run, ticket, verb } = scene();
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  shown.sightings = [fact("no-var", "var x"), fact("no-var", "var y")];
  expect((await run()).tickets).toMatchObject({ created: [], linked: [{ id, added: 1, left: 2 }] });
  expect(ticket(id).fields.evidence).toHaveLength(2);
  shown.sightings = [];
  await run();
  await verb("close", { id, resolution: "Mended." });
  shown.sightings = [fact("no-var", "var z")];
  const third = await run();
  expect(third.tickets.reopened).toEqual([]);
  expect(made(third)).not.toBe(id);
  expect(ticket(made(third)).relations.related).toEqual([id]);
});

test("a ticket that somebody works on is told and not moved", async () => {
  const { shown, run, ticket, verb } = scene();
  shown.sightings = [fact("no-var", "var x")];
  const id = made(await run());
  await verb("assign", { id, who: "ada" });
  for (const status of ["refined", "ready", "doing"]) await verb("move", { id, status, reason: "go", force: true });
  shown.sightings = [];
  expect((await run()).tickets.told).toMatchObject([{ id, gone: 1, left: 0 }]);
  expect(ticket(id)).toMatchObject({ status: "doing" });
  expect(ticket(id).fields).not.toHaveProperty("action_required");
});

test("a look that did not go to the end, or failed, lets nothing be gone", async () => {
  const { shown, run, files } = scene();
  shown.sightings = [fact("no-var", "var x")];
  await run();
  const before = files();
  shown.sightings = [];
  shown.isWhole = false;
  expect((await run()).sources).toMatchObject([{ found: 0, gone: 0, whole: false }]);
  shown.fault = faultKind<object>({ code: "x", exit: "findings", summary: "", message: () => "no such tool" })({});
  const failed = await run();
  expect(failed.sources).toMatchObject([{ found: 0, gone: 0, fault: { message: "no such tool" } }]);
  expect(files()).toEqual(before);
});

test("no more tickets than asked for; what is held back says why and has its turn later", async () => {
  const { shown, run } = scene();
  shown.sightings = ["a", "b", "c"].map((rule, at) => fact(rule, "x", { severity: at === 2 ? "blocker" : "low" }));
  const first = await run({ limit: 1 });
  expect(first.tickets.created).toMatchObject([{ title: "Mend c in src/a.ts", priority: "P0" }]);
  expect(first.tickets.held).toMatchObject([{ code: "limit", facts: 2 }]);
  const second = await run();
  expect(second.tickets.created).toHaveLength(2);
  expect(second.tickets.held).toEqual([]);
});

test("a dry run says what would happen and writes nothing", async () => {
  const { shown, run, files } = scene();
  shown.sightings = [fact("no-var", "var x")];
  const before = files();
  const dry = await run({ dryRun: true });
  expect(dry).toMatchObject({ dryRun: true, sources: [{ added: 1 }], tickets: { created: [{ facts: 1 }] } });
  expect(files()).toEqual(before);
  expect(made(await run())).toBe(made(dry));
});

test("facts whose ticket's file is gone get one again", async () => {
  const { patient, shown, run } = scene();
  shown.sightings = [fact("no-var", "var x")];
  await run();
  patient.put({ [`tickets/${patient.names()[0]}`]: undefined });
  expect((await run()).tickets.created).toHaveLength(1);
});

test("a ledger that was lost finds the tickets again, and reopens those whose fact is there", async () => {
  const { patient, shown, run, verb } = scene();
  shown.sightings = [fact("no-var", "var x"), fact("no-eval", "eval(a)")];
  const { created } = (await run()).tickets;
  await verb("close", { id: created[0]?.id, resolution: "Mended." });
  for (const name of must(patient.world.files.list("/project/docket/evidence/atoms")))
    patient.put({ [`evidence/atoms/${name}`]: undefined });
  const again = await run();
  expect(again.tickets.created).toEqual([]);
  expect(again.tickets.reopened).toMatchObject([{ id: created[0]?.id }]);
  expect(again.tickets.linked).toMatchObject([{ id: created[1]?.id }]);
});

test("what one agent met in one run waits until a second run meets it", async () => {
  const { shown, runOf } = scene();
  const met = (run: string, agent: string) =>
    fact("confusion_point", `run ${run}`, {
      message: "the flag is not explained",
      severity: "low",
      facts: { run, agent },
    });
  shown.sightings = [met("1", "a")];
  const first = await runOf("agent-runs");
  expect(first.tickets).toMatchObject({ created: [], held: [{ code: "breadth", facts: 1 }] });
  shown.sightings = [met("1", "a"), met("2", "b")];
  expect((await runOf("agent-runs")).tickets).toMatchObject({ created: [{ facts: 2 }], held: [] });
});

test("another source that says the same joins the open ticket; the source's own groups stay apart", async () => {
  const { shown, run, runOf, verb } = scene();
  const { ticket } = (await verb("new", { title: "Mend no-var in src/a.ts", body: "var x breaks no-var" })) as {
    ticket: { id: string };
  };
  shown.sightings = [fact("no-var", "var x")];
  expect((await run()).tickets).toMatchObject({
    created: [],
    linked: [{ id: ticket.id, why: "it says the same in other words" }],
  });
  shown.sightings = [fact("no-eval", "eval(a)")];
  const id = made(await run());
  expect((await runOf("other")).tickets).toMatchObject({ created: [], linked: [{ id }] });
  shown.sightings = [fact("no-eval", "eval(a)"), fact("no-eval", "eval(q)", { place: { path: "src/b.ts" } })];
  expect((await run()).tickets.created).toMatchObject([{ title: "Mend no-eval in src/b.ts", facts: 1 }]);
});

test("a large change that agents wish for waits for a person until enough missions, targets and repositories wish for it", async () => {
  const { shown, runOf, ticket } = scene();
  const wish = (n: number, more: Readonly<Record<string, string>> = {}) =>
    fact("suggested_change", `wish ${n}`, {
      message: "a command that lists everything",
      severity: "high",
      facts: { run: `${n}`, agent: "a", surface: "new_command; docs_change", ...more },
    });
  shown.sightings = [wish(1)];
  const narrow = ticket(made(await runOf("agent-runs")));
  expect(narrow.labels).toEqual(["discovered", "agent-runs", "new_command", "docs_change", "overfitting_risk"]);
  expect(narrow.fields.action_required).toMatch(/^Users would notice this/);
  expect(narrow.sections.find(({ heading }) => heading === "Context")?.body).toContain("To be found out first:");
  const broad = scene();
  broad.shown.sightings = [1, 2].map((n) => wish(n, { mission: `${n}`, target: `${n}`, repo_input: `${n}` }));
  const wished = broad.ticket(made(await broad.runOf("agent-runs")));
  expect(wished.labels).toEqual(["discovered", "agent-runs", "new_command", "docs_change"]);
  expect(wished.fields).not.toHaveProperty("action_required");
  const eased = scene();
  eased.patient.put({ "docket.yaml": "discover: { policy: { surfaceAreaHigh: [new_api] } }\n" });
  eased.shown.sightings = [wish(1)];
  expect(eased.ticket(made(await eased.runOf("agent-runs"))).labels).not.toContain("overfitting_risk");
  const other = scene();
  other.shown.sightings = [wish(1)];
  expect(other.ticket(made(await other.run())).labels).toEqual(["discovered", "scripted"]);
});
