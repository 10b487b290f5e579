import { expect, test } from "vitest";
import { memoryPatient, must, type Patient, ticketText } from "../../test/rigs/checkup.ts";
import { openBacklog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import type { InputOf } from "./op.ts";
import { readyOp } from "./ready.ts";
import { splitOp } from "./split.ts";

const call = { cwd: "/project", as: "mika", door: "person", dryRun: false } as const;
const WHOLE = "tickets/TASK-bbbbbb-a.md";

const BODY = `Words.

## Affected Files

- src/a.ts: modify
- view/b.tsx: create

## Acceptance Criteria

- [ ] AC-1: a lasts
- [ ] AC-2: b is seen
- [ ] AC-3: the rest

## Test Strategy

\`npm test\``;

function patient(more: readonly string[] = ["effort: 6", "impact: 5", "blocks: [TASK-eeeeee]"]): Patient {
  const made = memoryPatient();
  made.put({
    [WHOLE]: ticketText({ id: "TASK-bbbbbb", title: "One", body: BODY, more }),
    "tickets/TASK-cccccc-b.md": ticketText({ id: "TASK-cccccc", title: "After", more: ["depends_on: [TASK-bbbbbb]"] }),
    "tickets/TASK-dddddd-c.md": ticketText({ id: "TASK-dddddd", title: "Before", more: ["blocks: [TASK-bbbbbb]"] }),
    "tickets/TASK-eeeeee-d.md": ticketText({ id: "TASK-eeeeee", title: "Blocked" }),
  });
  return made;
}

const split = (on: Patient, given: InputOf<typeof splitOp.input>, as = "mika") =>
  splitOp.run(on.world, { ...call, as }, given);

const summariesOf = async (on: Patient) =>
  new Map(allTickets(must(await openBacklog(on.world, "/project"))).summaries.map((one) => [one.id, one]));

async function waiting(on: Patient) {
  const answer = must(await readyOp.run(on.world, call, { limit: 50 }));
  return "tickets" in answer ? answer.tickets.map(({ title }) => title) : [];
}

test("without --yes it shows the slices and writes nothing", async () => {
  const on = patient();
  const before = on.read(WHOLE);
  const answer = must(await split(on, { id: "bbb" }));
  expect(answer).toMatchObject({
    applied: false,
    reasons: ["effort 6 of at most 5"],
    needsPerson: false,
    slices: [
      { part: 1, effort: 3, impact: 3, files: ["src/a.ts"], after: [] },
      { part: 2, effort: 3, impact: 2, files: ["view/b.tsx"], after: [] },
    ],
  });
  expect(on.read(WHOLE)).toBe(before);
  expect((await summariesOf(on)).size).toBe(4);
  const dry = must(await splitOp.run(on.world, { ...call, dryRun: true }, { id: "bbb", yes: true }));
  expect(dry.applied).toBe(false);
  expect((await summariesOf(on)).size).toBe(4);
});

test("a ticket whose files are long is too large, and a path that leads out counts for nothing", async () => {
  const on = patient(["impact: 5"]);
  expect(must(await split(on, { id: "bbb" })).reasons).toEqual([]);
  must(on.world.files.makeFolder("/project/src"));
  must(on.world.files.createAtomic("/outside.ts", new Uint8Array(30_000).fill(10)));
  must(on.world.files.link("/project/src/a.ts", "/outside.ts"));
  expect(must(await split(on, { id: "bbb" })).reasons).toEqual([]);
  must(on.world.files.remove("/project/src/a.ts"));
  must(on.world.files.createAtomic("/project/src/a.ts", new Uint8Array(30_000).fill(10)));
  // 30,000 lines of four tokens, and 12,000 beside.
  expect(must(await split(on, { id: "bbb" })).reasons).toEqual(["about 132000 of at most 100000 tokens"]);
});

test("with --yes the slices take the place of the ticket for everybody around it", async () => {
  const on = patient();
  const answer = must(await split(on, { id: "bbb", yes: true }));
  const ids = answer.slices.map(({ id }) => id ?? "");
  const all = await summariesOf(on);
  expect(all.get("TASK-bbbbbb")).toMatchObject({ status: "rejected", extra: { rejection: "split" } });
  expect(ids.map((id) => all.get(id))).toMatchObject([
    { title: "One (1 of 2)", status: "new", blocks: ["TASK-eeeeee"], extra: { effort: "3", impact: "3" } },
    { title: "One (2 of 2)", status: "new", blocks: ["TASK-eeeeee"], extra: { effort: "3", impact: "2" } },
  ]);
  expect(all.get("TASK-cccccc")?.depends_on).toEqual(ids);
  expect(all.get("TASK-dddddd")?.blocks).toEqual(ids);
  expect(on.read(WHOLE)).toContain(`Split into ${ids.join(", ")}: effort 6 of at most 5.`);
  expect(on.read(WHOLE)).toContain("event: close");
  expect(await waiting(on)).toEqual(["Before"]);
});

test("what is small, under work, closed or has parts of its own stays whole", async () => {
  for (const [more, reason] of [
    [["effort: 3"], "nothing about it is too large"],
    [["effort: 6", "epic: E-a"], undefined],
  ] as const) {
    const answer = await split(patient(more), { id: "bbb", yes: true });
    expect(answer.ok ? undefined : answer.fault).toEqual(
      reason === undefined
        ? undefined
        : expect.objectContaining({ code: "split-not-possible", message: expect.stringContaining(reason) }),
    );
  }
  const on = patient();
  on.put({ [WHOLE]: ticketText({ id: "TASK-bbbbbb", status: "doing", body: BODY, more: ["effort: 6"] }) });
  expect(await split(on, { id: "bbb", yes: true })).toMatchObject({ fault: { code: "split-not-possible" } });
  const parent = patient();
  parent.put({ "tickets/TASK-ffffff-p.md": ticketText({ id: "TASK-ffffff", more: ["parent: TASK-bbbbbb"] }) });
  expect(await split(parent, { id: "bbb", yes: true })).toMatchObject({ fault: { code: "split-not-possible" } });
});

test("from effort 8 on an agent may propose, and a person decides", async () => {
  const on = patient(["effort: 8"]);
  expect(must(await split(on, { id: "bbb" }, "agent:codex"))).toMatchObject({ needsPerson: true });
  expect(await split(on, { id: "bbb", yes: true }, "agent:codex")).toMatchObject({ fault: { code: "persons-only" } });
  expect(must(await split(on, { id: "bbb", yes: true }))).toMatchObject({ applied: true });
});
