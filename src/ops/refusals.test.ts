import { expect, test } from "vitest";
import { testWorld } from "../twins/test-world.ts";
import { checkInput } from "./check-input.ts";
import { verbs } from "./table.ts";

type Raw = Readonly<Record<string, unknown>>;

const CWD = "/project";

/** A backlog in memory with two tickets, and a way to call verbs on it. */
async function scene(options: { edit?: (text: string) => string } = {}) {
  const world = testWorld({ cwd: CWD, ...options });
  const run = async (name: string, raw: Raw, as = "mika") => {
    const op = await verbs[name]?.();
    if (op === undefined) throw new Error(`no verb ${name}`);
    const input = checkInput(op.input, raw);
    if (!input.ok) return input;
    return op.run(world, { cwd: CWD, as, door: "person", dryRun: false }, input.value);
  };
  await run("init", {});
  await run("new", { title: "One" });
  await run("new", { title: "Two" });
  const names = world.files.list(`${CWD}/docket/tickets`);
  const ids = (names.ok ? names.value : []).map((name) => name.split("-").slice(0, 2).join("-"));
  return { world, run, one: ids[0] ?? "", two: ids[1] ?? "" };
}

const cases: readonly (readonly [code: string, verb: string, raw: (ids: { one: string; two: string }) => Raw])[] = [
  ["kind-unknown", "new", () => ({ title: "Three", kind: "epos" })],
  ["kind-unknown", "edit", ({ one }) => ({ id: one, kind: "epos" })],
  ["pair-not-valid", "new", () => ({ title: "Three", set: ["due"] })],
  ["field-not-settable", "edit", ({ one }) => ({ id: one, set: ["status=done"] })],
  ["field-not-settable", "edit", ({ one }) => ({ id: one, unset: ["id"] })],
  ["one-of-needed", "review", ({ one }) => ({ id: one, body: "?", approve: true, request_changes: true })],
  ["one-of-needed", "edit", ({ one }) => ({ id: one, body: "text without a section" })],
  ["status-moved", "move", ({ one }) => ({ id: one, status: "deferred", from: "ready", reason: "later" })],
  ["reference-not-valid", "comment", ({ one }) => ({ id: one, body: "see", ref: ["file:../secret"] })],
  ["reference-not-valid", "comment", ({ one }) => ({ id: one, body: "see", ref: ["file:/etc/passwd"] })],
  ["reference-not-valid", "comment", ({ one }) => ({ id: one, body: "see", ref: ["nothing"] })],
  ["relation-missing", "relate", ({ one, two }) => ({ id: one, relation: "blocks", other: two, remove: true })],
  ["assignee-not-valid", "assign", ({ one }) => ({ id: one, who: "" })],
  ["assignee-not-valid", "new", () => ({ title: "Three", assignee: "a\u001b[31mb" })],
  ["epic-id-not-valid", "new", () => ({ title: "Three", epic: "sign-in" })],
  ["epic-id-not-valid", "edit", ({ one }) => ({ id: one, set: ["epic=sign-in"] })],
  ["field-not-settable", "edit", ({ one }) => ({ id: one, set: ["kind=epos"] })],
  ["field-not-settable", "edit", ({ one }) => ({ id: one, set: ["events=none"] })],
  ["status-unknown", "list", () => ({ status: ["open"] })],
  ["status-unknown", "ready", () => ({ status: ["new,redy"], label: ["none"] })],
  ["status-unknown", "search", () => ({ query: ["One"], status: ["todo"] })],
  ["kind-unknown", "next", () => ({ kind: ["bugs"] })],
  ["field-refused", "blocked", () => ({ priority: ["urgent"] })],
  ["text-empty", "comment", ({ one }) => ({ id: one, body: "" })],
  ["text-empty", "comment", ({ one }) => ({ id: one, kind: "plan", body: " \n" })],
  ["text-empty", "review", ({ one }) => ({ id: one, body: " ", request_changes: true })],
  ["text-empty", "close", ({ one }) => ({ id: one, resolution: "" })],
  ["ticket-open", "reopen", ({ one }) => ({ id: one, reason: "it is open as it is" })],
  ["folder-not-valid", "init", () => ({ folder: "../elsewhere" })],
  ["assignee-not-valid", "assign", ({ one }) => ({ id: one, who: "a\u001b[31mb" })],
  ["id-not-valid", "show", () => ({ id: "../../etc/passwd" })],
  ["ticket-not-found", "show", () => ({ id: "TASK-zzzzzz" })],
  ["ticket-ambiguous", "show", () => ({ id: "TASK-" })],
  ["edited-text-not-valid", "edit", ({ one }) => ({ id: one, text: "no ticket at all\n" })],
  ["changed-meanwhile", "edit", ({ one }) => ({ id: one, priority: "P0", revision: "0000000000000000" })],
];

test.each(cases)("%s is what %s says", async (code, verb, raw) => {
  const { world, run, one, two } = await scene();
  const before = world.files.texts();
  expect(await run(verb, raw({ one, two }))).toMatchObject({ ok: false, fault: { code } });
  const changed = Object.entries(world.files.texts()).filter(
    ([path, text]) => path.includes("tickets/") && before[path] !== text,
  );
  expect(changed).toEqual([]);
});

test("a filter takes several words with commas, and any word that a ticket has", async () => {
  const { world, run, one } = await scene();
  const names = world.files.list(`${CWD}/docket/tickets`);
  const name = (names.ok ? names.value : []).find((file) => file.startsWith(one)) ?? "";
  const path = `${CWD}/docket/tickets/${name}`;
  world.files.writeAtomic(
    path,
    new TextEncoder().encode(`---\nid: ${one}\ntitle: One\nstatus: todo\nkind: odd\n---\n`),
  );
  expect(await run("list", { status: ["new, todo"] })).toMatchObject({ ok: true, value: { total: 2 } });
  expect(await run("list", { status: ["todo"], kind: ["odd"] })).toMatchObject({ ok: true, value: { total: 1 } });
  expect(await run("list", { status: ["todo"], label: ["x"] })).toMatchObject({ ok: true, value: { total: 0 } });
  expect(await run("list", { status: ["done"], kind: ["bug"] })).toMatchObject({ ok: true, value: { total: 0 } });
});

test("a bare path as a reference is answered with the way to write it", async () => {
  const { run, one } = await scene();
  const hintFor = async (ref: string) => {
    const answer = await run("comment", { id: one, body: "see", ref: [ref] });
    return answer?.ok === false ? answer.fault.hint : undefined;
  };
  expect(await hintFor("src/cache.ts")).toContain("for a file write file:src/cache.ts; else");
  expect(await hintFor("../secret")).not.toContain("write");
});

test("an agent is not sent into an editor: nothing-to-do", async () => {
  const { world, one } = await scene();
  const op = await verbs.edit?.();
  const call = { cwd: CWD, as: "agent:robot", door: "agent" as const, dryRun: false };
  expect(await op?.run(world, call, { id: one })).toMatchObject({ ok: false, fault: { code: "nothing-to-do" } });
});

test("an actor's name from the surroundings is checked like one that was given", async () => {
  const { run, one } = await scene();
  expect(await run("comment", { id: one, body: "x" }, "  ")).toMatchObject({ fault: { code: "actor-not-valid" } });
});

test("a verb where no backlog is says no-backlog", async () => {
  const world = testWorld({ cwd: "/elsewhere" });
  const op = await verbs.list?.();
  const call = { cwd: "/elsewhere", as: "mika", door: "person" as const, dryRun: false };
  expect(await op?.run(world, call, { sort: "next", limit: 5 })).toMatchObject({
    fault: { code: "no-backlog", exit: "notFound" },
  });
});

test("init beside something else in its folder says folder-taken", async () => {
  const world = testWorld({ cwd: CWD });
  world.files.makeFolder(`${CWD}/docket`);
  world.files.writeAtomic(`${CWD}/docket/main.py`, new TextEncoder().encode("print()\n"));
  const op = await verbs.init?.();
  const call = { cwd: CWD, as: "mika", door: "person" as const, dryRun: false };
  expect(await op?.run(world, call, { folder: "docket" })).toMatchObject({ fault: { code: "folder-taken" } });
});

test("a file that cannot be read is ticket-broken for those who would change it, and stays as it is", async () => {
  const { world, run, one } = await scene();
  const names = world.files.list(`${CWD}/docket/tickets`);
  const name = (names.ok ? names.value : []).find((file) => file.startsWith(one)) ?? "";
  const path = `${CWD}/docket/tickets/${name}`;
  world.files.writeAtomic(path, new TextEncoder().encode("---\nid: \n"));
  expect(await run("edit", { id: one, priority: "P0" })).toMatchObject({ fault: { code: "ticket-broken" } });
  expect(world.files.texts()[path]).toBe("---\nid: \n");
});

test("broken settings stop what would write, with the line: settings-broken", async () => {
  const { world, run } = await scene();
  world.files.writeAtomic(`${CWD}/docket/docket.yaml`, new TextEncoder().encode("version: 1\nidz: random\n"));
  expect(await run("new", { title: "Three" })).toMatchObject({
    fault: { code: "settings-broken", where: "docket.yaml:2", hint: "did you mean `ids`?" },
  });
});

test("a link among the tickets that leads out is outside-root for its reader", async () => {
  const { world, run } = await scene();
  world.files.makeFolder("/outside");
  world.files.writeAtomic("/outside/x.md", new TextEncoder().encode("secret\n"));
  world.files.link(`${CWD}/docket/tickets/TASK-bcdfgh-x.md`, "/outside/x.md");
  expect(await run("show", { id: "TASK-bcdfgh" })).toMatchObject({ fault: { code: "outside-root" } });
});

test("what comes back from the editor is checked before it is taken", async () => {
  const { run, one } = await scene({ edit: (text) => text.replace("status: new", "status: done") });
  expect(await run("edit", { id: one })).toMatchObject({ fault: { code: "edited-text-not-valid" } });
});
