import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { readDod } from "./dod.ts";
import { addEpic, dequeue, enqueue } from "./edit-epics.ts";
import { readEpics } from "./epics.ts";

const registry = `# Our plan
version: 1
epics:
  # the first one
  - id: E-sign-in   # stays
    title: "Sign in"
    x_owner: ana
    queue: [FEAT-k3f9q2, BUG-x2x2x2]  # in order

  - id: E-0002
    title: Speed
    priority: P1
    status: paused
    queue:
      - PERF-b2b2b2   # measure first
      - PERF-c3c3c3
  - id: E-3
    title: Later
# the end
`;

const text = (result: ReturnType<typeof addEpic>): string => (result.ok ? result.value : `fault ${result.fault.code}`);

/** Lines that are in one text only, with their sign. */
function changes(before: string, after: string): readonly string[] {
  const old = before.split("\n");
  const now = after.split("\n");
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

test("an epic is read with its queue, its line and its defaults", () => {
  const { epics, problems } = readEpics(registry);
  expect(problems).toEqual([]);
  expect(epics).toMatchObject([
    {
      id: "E-sign-in",
      title: "Sign in",
      priority: "P2",
      status: "active",
      queue: ["FEAT-k3f9q2", "BUG-x2x2x2"],
      line: 5,
    },
    { id: "E-0002", priority: "P1", status: "paused", queue: ["PERF-b2b2b2", "PERF-c3c3c3"], line: 10 },
    { id: "E-3", queue: [] },
  ]);
});

test("the older name of the queue is read too", () => {
  expect(readEpics("epics: [{id: E-0001, title: T, wo_queue: [WO-1]}]").epics[0]?.queue).toEqual(["WO-1"]);
});

test.each([
  ["epics:\n  - id: X-1\n    title: T\n", "bad-value", 2],
  ["epics:\n  - title: T\n", "missing-key", 2],
  ["epics:\n  - id: E-1\n    title: T\n    status: resting\n", "bad-value", 4],
  ["epics: 5\n", "wrong-type", 1],
  ["epics:\n  - id: E-1\n    title: T\n  - id: E-1\n    title: U\n", "duplicate-entry", 4],
])("%j has a finding", (source, code, line) => {
  expect(readEpics(source).problems).toMatchObject([{ code, line }]);
});

test("a new epic goes to the end of the list and nothing else changes", () => {
  const after = text(addEpic(registry, { id: "E-4", title: "Cache: phase 2", priority: "P0" }));
  expect(changes(registry, after)).toEqual([
    "+  - id: E-4",
    '+    title: "Cache: phase 2"',
    "+    priority: P0",
    "+    status: active",
    "+    queue: []",
  ]);
  expect(readEpics(after).epics.at(-1)).toMatchObject({
    id: "E-4",
    title: "Cache: phase 2",
    priority: "P0",
    status: "active",
  });
});

test.each([
  "",
  "version: 1\n",
  "epics: []\n",
  "epics: [] # none yet\n",
  "epics:\n",
  "epics: # none yet\n",
  "# only a comment",
  "epics: []\nx_more: 1\n",
  "version: 1\r\nepics: []\r\n",
])("the first epic of %j", (source) => {
  const after = text(addEpic(source, { id: "E-1", title: "One" }));
  expect(readEpics(after)).toMatchObject({ epics: [{ id: "E-1", title: "One" }], problems: [] });
  expect(after.replaceAll("\r\n", "").includes("\n")).toBe(!source.includes("\r\n"));
  for (const comment of source.match(/#.*/g) ?? []) expect(after).toContain(comment);
  expect(text(addEpic(after, { id: "E-2", title: "Two" }))).toContain("E-2");
});

test("an epic is not added twice, and not to a registry with problems", () => {
  expect(text(addEpic(registry, { id: "E-3", title: "again" }))).toBe("fault epic-exists");
  expect(text(addEpic("epics: 5\n", { id: "E-3", title: "T" }))).toBe("fault epics-not-editable");
  expect(text(addEpic("epics: [\n", { id: "E-3", title: "T" }))).toBe("fault epics-not-editable");
});

test("a title cannot bring a key or a line of its own", () => {
  const title = "evil\n    status: done # x";
  const after = text(addEpic(registry, { id: "E-4", title }));
  expect(readEpics(after).epics.at(-1)).toMatchObject({ title, status: "active" });
});

test.each([
  [
    "a flow queue",
    "E-sign-in",
    ["-    queue: [FEAT-k3f9q2, BUG-x2x2x2]  # in order", "+    queue: [FEAT-k3f9q2, BUG-x2x2x2, NEW-1]  # in order"],
  ],
  ["a block queue", "E-0002", ["+      - NEW-1"]],
  ["no queue", "E-3", ["+    queue: [NEW-1]"]],
])("a ticket is put into %s by its own line alone", (_, epic, lines) => {
  expect(changes(registry, text(enqueue(registry, { epic, ticket: "NEW-1" })))).toEqual(lines);
});

test("a ticket moves within its queue and its comment moves along", () => {
  const after = text(enqueue(registry, { epic: "E-0002", ticket: "PERF-b2b2b2", at: 1 }));
  expect(after).toContain("      - PERF-c3c3c3\n      - PERF-b2b2b2   # measure first\n  - id: E-3");
  expect(text(enqueue(registry, { epic: "E-sign-in", ticket: "BUG-x2x2x2", at: 0 }))).toContain(
    "[BUG-x2x2x2, FEAT-k3f9q2]",
  );
});

test("the last ticket leaves an empty queue behind", () => {
  const one = text(dequeue(registry, { epic: "E-0002", ticket: "PERF-b2b2b2" }));
  const none = text(dequeue(one, { epic: "E-0002", ticket: "PERF-c3c3c3" }));
  expect(readEpics(none).epics[1]?.queue).toEqual([]);
  expect(text(enqueue(none, { epic: "E-0002", ticket: "A-1" }))).toContain("queue: [A-1]");
});

test("an epic cannot be added twice", () => {
  expect(addEpic(registry, { id: "E-3", title: "Again" })).toMatchObject({ fault: { code: "epic-exists" } });
});

test("an unknown epic is named with those that are there", () => {
  expect(enqueue(registry, { epic: "E-9", ticket: "A-1" })).toMatchObject({
    fault: {
      code: "epic-unknown",
      hint: "epics are E-sign-in, E-0002, E-3; make one with: docket epic ID --title TITLE",
    },
  });
});

test("any series of edits reads back as what was asked for, and keeps every comment", () => {
  const step = fc.record({
    epic: fc.constantFrom("E-sign-in", "E-0002", "E-3"),
    ticket: fc.constantFrom("A-1", "B-2", "PERF-b2b2b2", "FEAT-k3f9q2"),
    at: fc.nat(4),
    out: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), (steps, eol) => {
      let now = registry.replaceAll("\n", eol);
      const queues = new Map(readEpics(now).epics.map(({ id, queue }) => [id, [...queue]]));
      for (const { out, ...change } of steps) {
        now = text(out ? dequeue(now, change) : enqueue(now, change));
        const queue = (queues.get(change.epic) ?? []).filter((id) => id !== change.ticket);
        if (!out) queue.splice(Math.min(change.at, queue.length), 0, change.ticket);
        queues.set(change.epic, queue);
      }
      expect(new Map(readEpics(now).epics.map(({ id, queue }) => [id, [...queue]]))).toEqual(queues);
      for (const comment of ["# Our plan", "# the first one", "# stays", "# in order", "# the end"])
        expect(now).toContain(comment);
    }),
    { numRuns: rounds(200) },
  );
});

test("a DoD file may hold several entries; the first of two equal ids counts", () => {
  const entry = (id: string) =>
    `  - id: ${id}\n    title: T\n    required_artifacts: [verdict.json]\n    required_checks: [{name: tests, commands: [npm test]}]\n    rules: [be kind]\n`;
  const { entries, problems } = readDod(`version: 1\ndod:\n${entry("DOD-A")}${entry("DOD-B")}${entry("DOD-A")}`);
  expect(entries.map(({ id }) => id)).toEqual(["DOD-A", "DOD-B"]);
  expect(entries[0]?.required_checks).toMatchObject([{ name: "tests", commands: ["npm test"] }]);
  expect(problems).toMatchObject([{ code: "duplicate-entry", line: 13 }]);
});
