import { expect, test } from "vitest";
import { memoryPatient, must, type Patient, ticketText } from "../../test/rigs/checkup.ts";
import type { Fault } from "../std/fault.ts";
import { epicOp } from "./epic.ts";
import { epicsOp } from "./epics.ts";
import type { InputOf } from "./op.ts";

const call = { cwd: "/project", as: "mika", door: "person", dryRun: false } as const;

const REGISTRY = `# Ours
version: 1
epics:
  - id: E-a # the first
    title: "Sign in"
    # how it stands
    status: active
    queue: [TASK-bbbbbb] # in order
`;

function patient(): Patient {
  const made = memoryPatient();
  made.put({
    "epics.yaml": REGISTRY,
    "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb", title: "One", more: ["epic: E-a"] }),
    "tickets/TASK-cccccc-b.md": ticketText({ id: "TASK-cccccc", title: "Two", status: "done", more: ["epic: E-a"] }),
    "tickets/TASK-dddddd-c.md": ticketText({ id: "TASK-dddddd", more: ["epic: E-lost"] }),
  });
  return made;
}

type Given = InputOf<typeof epicOp.input>;

const epic = async (on: Patient, given: Given, dryRun = false) =>
  must(await epicOp.run(on.world, { ...call, dryRun }, given));

async function refused(on: Patient, given: Given): Promise<Fault> {
  const before = on.read("epics.yaml");
  const answer = await epicOp.run(on.world, call, given);
  expect(on.read("epics.yaml")).toBe(before);
  if (answer.ok) throw new Error("nothing was refused");
  return answer.fault;
}

test("epics are listed with progress and queue, those that only tickets name last", async () => {
  const { epics } = must(await epicsOp.run(patient().world, call, {}));

  expect(epics).toMatchObject([
    {
      ...{ id: "E-a", title: "Sign in", registered: true, total: 2, done: 1, open: 1, percentDone: 50 },
      queue: [{ id: "TASK-bbbbbb", position: 1, title: "One", status: "new" }],
    },
    { id: "E-lost", registered: false, open: 1, queue: [] },
  ]);
});

test("changing an epic touches the values and nothing else", async () => {
  const on = patient();

  const { changed } = await epic(on, { id: "E-a", title: "Sign in: again", status: "paused", priority: "high" });

  expect(changed).toBe(true);
  expect(on.read("epics.yaml")).toBe(
    REGISTRY.replace('"Sign in"', '"Sign in: again"')
      .replace("active", "paused")
      .replace("# the first\n", "# the first\n    priority: P1\n"),
  );
  expect((await epic(on, { id: "E-a", status: "paused" })).changed).toBe(false);
});

test("the queue takes tickets by a beginning of their id, and gives up what no longer exists", async () => {
  const on = patient();

  const { epic: filled } = await epic(on, { id: "E-a", enqueue: ["ccc", "bbb"] });
  expect(filled?.queue.map(({ id }) => id)).toEqual(["TASK-cccccc", "TASK-bbbbbb"]);
  on.put({ "tickets/TASK-cccccc-b.md": undefined });
  const { epic: rest } = await epic(on, { id: "E-a", dequeue: ["TASK-cccccc"] });
  expect(rest?.queue.map(({ id }) => id)).toEqual(["TASK-bbbbbb"]);
});

test("a new epic needs a title; an old one is shown without flags", async () => {
  const on = patient();

  expect((await epic(on, { id: "E-new", title: "New" })).epic).toMatchObject({
    id: "E-new",
    title: "New",
    priority: "P2",
  });
  expect(on.read("epics.yaml")?.startsWith(REGISTRY)).toBe(true);
  expect(await epic(on, { id: "E-new" })).toMatchObject({ changed: false, epic: { title: "New" } });
  expect(await refused(on, { id: "E-none", status: "done" })).toMatchObject({ code: "epic-unknown", exit: "notFound" });
});

test("a dry run shows the outcome and writes nothing", async () => {
  const on = patient();

  const { epic: shown, changed } = await epic(on, { id: "E-a", title: "Other", enqueue: ["ccc"] }, true);

  expect(changed).toBe(true);
  expect(shown).toMatchObject({ title: "Other", queue: [{ id: "TASK-bbbbbb" }, { id: "TASK-cccccc" }] });
  expect(on.read("epics.yaml")).toBe(REGISTRY);
});

test.each([
  ["an id that is none", { id: "../E-a" }, "epic-id-not-valid"],
  ["a title with a line break", { id: "E-a", title: "a\nb" }, "title-refused"],
  ["a priority nobody knows", { id: "E-a", priority: "urgentest" }, "field-refused"],
  ["a ticket that does not exist", { id: "E-a", enqueue: ["TASK-zzzzzz"] }, "ticket-not-found"],
] as const)("%s is refused", async (_, given, code) => {
  expect((await refused(patient(), given)).code).toBe(code);
});

test("a registry with mistakes in it is not written to", async () => {
  const on = patient();
  on.put({ "epics.yaml": `${REGISTRY}  - id: E-a\n    title: Twice\n` });

  expect((await refused(on, { id: "E-a", title: "Other" })).code).toBe("epics-not-editable");
});
