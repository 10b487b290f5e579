import { expect, test } from "vitest";
import { fact } from "../rigs/scripted-source.ts";
import { made, scene } from "./_scene.ts";

/** Two facts with tickets of their own. */
async function twoFacts() {
  const stage = scene();
  stage.shown.sightings = [
    fact("no-var", "var x", { severity: "low" }),
    fact("no-eval", "eval(a)", { severity: "high" }),
  ];
  const { created } = (await stage.run()).tickets;
  const listed = (await stage.verb("evidence", {})) as { facts: { id: string; ticket: string }[] };
  const [evil, old] = listed.facts;
  return { ...stage, created, listed, evil: evil?.id ?? "", old: old?.id ?? "", oldTicket: old?.ticket ?? "" };
}

test("lists facts, worst first, and shows one by the beginning of its id", async () => {
  const { listed, verb, evil } = await twoFacts();
  expect(listed).toMatchObject({
    total: 2,
    unreadable: 0,
    facts: [{ severity: "high" }, { severity: "low" }],
    looks: { scripted: "2030-01-01T00:00:00Z" },
  });
  expect(await verb("evidence", { action: "show", names: [evil.slice(0, -3)] })).toMatchObject({ fact: { id: evil } });
  expect(await verb("evidence", { state: "gone" })).toMatchObject({ total: 0 });
  expect(await verb("evidence", { source: ["other"] })).toMatchObject({ total: 0 });
  expect(await verb("evidence", { ticket: "none" })).toMatchObject({ total: 0 });
});

test("a fact that is not there, or may be several, is a fault; so are words too many", async () => {
  const { ask } = await twoFacts();
  const fault = async (raw: Readonly<Record<string, unknown>>) => ({ fault: await ask("evidence", raw) });
  expect(await fault({ action: "show", names: ["nothing"] })).toMatchObject({
    fault: { fault: { code: "fact-not-found" } },
  });
  expect(await fault({ action: "show", names: ["scripted-"] })).toMatchObject({
    fault: { fault: { code: "fact-ambiguous" } },
  });
  expect(await fault({ action: "show" })).toMatchObject({ fault: { fault: { code: "arguments-wrong" } } });
  expect(await fault({ action: "ignore", names: ["scripted-"] })).toMatchObject({
    fault: { fault: { code: "text-empty" } },
  });
  expect(await fault({ action: "ignore", names: ["x"], reason: "y", until: "soon" })).toMatchObject({
    fault: { fault: { code: "until-not-valid" } },
  });
  expect(await ask("discover", { since: "yesterday" })).toMatchObject({ fault: { code: "since-not-valid" } });
  expect(await ask("discover", { source: ["todos"] })).toMatchObject({ fault: { code: "source-unknown" } });
});

test("an ignored fact makes no ticket until its time is over, and heed takes it back", async () => {
  const { patient, shown, run, verb } = scene();
  shown.sightings = [fact("no-var", "var x")];
  await run({ limit: 0 });
  const { facts } = (await verb("evidence", {})) as { facts: { id: string }[] };
  const names = facts.map(({ id }) => id);
  await verb("evidence", { action: "ignore", names, reason: "a sample", until: "2030-01-03" });
  expect(await verb("evidence", { state: "ignored" })).toMatchObject({
    facts: [{ ignored: { reason: "a sample", by: "mika", until: "2030-01-03T00:00:00Z" } }],
  });
  expect((await run()).tickets.created).toEqual([]);
  patient.world.clock.advance(3 * 86_400_000);
  expect(await verb("evidence", { state: "ignored" })).toMatchObject({ total: 0 });
  await verb("evidence", { action: "ignore", names, reason: "for good" });
  expect((await run()).tickets.created).toEqual([]);
  await verb("evidence", { action: "heed", names });
  expect((await run()).tickets.created).toHaveLength(1);
});

test("a dry run of ignoring and linking writes nothing", async () => {
  const { ask, files, evil, oldTicket } = await twoFacts();
  const before = files();
  expect(await ask("evidence", { action: "ignore", names: [evil], reason: "r" }, true)).toMatchObject({
    value: { changed: true, dryRun: true },
  });
  expect(await ask("evidence", { action: "link", names: [evil, oldTicket] }, true)).toMatchObject({ ok: true });
  expect(files()).toEqual(before);
});

test("a fact is tied to another ticket by hand; both tickets tell of it, and it stays there", async () => {
  const { verb, run, ticket, evil, oldTicket, created } = await twoFacts();
  const from = created.find(({ id }) => id !== oldTicket)?.id ?? "";
  await verb("evidence", { action: "link", names: [evil, oldTicket], reason: "the same line" });
  expect(ticket(oldTicket).fields.evidence).toHaveLength(2);
  expect(ticket(oldTicket).events.at(-1)).toMatchObject({ kind: "evidence", attributes: { added: "1" } });
  expect(ticket(oldTicket).events.at(-1)?.body).toContain("because the same line");
  expect(ticket(from).fields).not.toHaveProperty("evidence");
  expect(ticket(from).events.at(-1)).toMatchObject({ kind: "evidence", attributes: { target: oldTicket } });
  expect((await run()).tickets).toMatchObject({ created: [], linked: [], told: [] });
  expect(await verb("evidence", { action: "link", names: [evil, oldTicket] })).toMatchObject({ changed: false });
});

test("coverage counts open facts with a ticket, and names the bad ones without", async () => {
  const { shown, run, verb } = scene();
  expect(await verb("evidence", { action: "coverage" })).toMatchObject({ coverage: 1, total: 0 });
  shown.sightings = [fact("a", "x", { severity: "blocker" }), fact("b", "y", { severity: "high" }), fact("c", "z")];
  await run({ limit: 1 });
  expect(await verb("evidence", { action: "coverage" })).toMatchObject({
    coverage: 1 / 3,
    covered: 1,
    total: 3,
    bySource: [{ source: "scripted", covered: 1, total: 3 }],
    uncoveredBad: 1,
    preview: [{ severity: "high", held: expect.stringContaining("no more than 1") }],
  });
});

test("facts that sound alike are one cluster", async () => {
  const { shown, run, verb } = scene();
  shown.sightings = [
    fact("a", "x", { message: "the cart crashes when it is empty", place: { path: "src/cart.ts" } }),
    fact("a", "y", { message: "the cart crashes when it is empty, again", place: { path: "src/cart.ts" } }),
    fact("c", "z", { message: "no index on the orders table", place: { path: "db/schema.sql" } }),
  ];
  made(await run());
  expect(await verb("evidence", { action: "cluster" })).toMatchObject({
    clusters: [{ size: 2, sources: ["scripted"] }],
  });
  expect(await verb("evidence", { action: "cluster", threshold: 1 })).toMatchObject({ clusters: [{ size: 2 }] });
});

test("a list of pull requests that another program printed is clustered, and what is no list is refused", async () => {
  const { patient, ask, verb } = scene();
  const pulls = [
    { number: 7, title: "Fix the crash of an empty cart", files: [{ path: "src/cart.ts" }] },
    { number: 3, title: "Empty cart crashes", body: "see src/cart.ts" },
    { number: 5, title: "New logo", files: [{ path: "assets/logo.svg" }] },
  ];
  patient.put({ "../pulls.json": JSON.stringify(pulls), "../broken.json": "{" });
  expect(await verb("evidence", { action: "cluster", file: "pulls.json" })).toMatchObject({
    clusters: [
      { size: 2, numbers: [3, 7], anchors: ["src/cart.ts"] },
      { size: 1, numbers: [5] },
    ],
  });
  expect(await ask("evidence", { action: "cluster", file: "broken.json" })).toMatchObject({
    fault: { code: "cluster-input-invalid" },
  });
  expect(await ask("evidence", { action: "cluster", file: "none.json" })).toMatchObject({
    fault: { code: "file-not-found" },
  });
});

test("discover takes over the configuration of another tool, for one repository", async () => {
  const { patient, ask } = scene();
  const config = (repos: readonly string[], analyzer: Readonly<Record<string, boolean>>): void =>
    patient.put({ "../config.json": JSON.stringify({ github: { username: "acme", reposToScan: repos }, analyzer }) });
  const look = () => ask("discover", { config: "config.json" }, true);
  config(["shop", "till"], {});
  expect(await look()).toMatchObject({ ok: false, fault: { code: "several-repositories" } });
  patient.put({ "../config.json": "[]" });
  expect(await look()).toMatchObject({ ok: false, fault: { code: "analyzer-config-broken" } });
  const asked = async (): Promise<readonly string[]> => {
    const answer = await look();
    if (!answer.ok) throw new Error(answer.fault.message);
    return (answer.value as { readonly sources: readonly { readonly source: string }[] }).sources.map(
      ({ source }) => source,
    );
  };
  config(["shop"], { scanForTodos: false });
  const withoutMarks = await asked();
  expect(withoutMarks).toContain("github-issues");
  expect(withoutMarks).not.toContain("todo");
  config(["shop"], { scanOpenIssues: false });
  expect(await asked()).toContain("todo");
  expect(await asked()).not.toContain("github-issues");
});
