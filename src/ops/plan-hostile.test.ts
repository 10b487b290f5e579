import { expect, test } from "vitest";
import { memoryPatient, must, ticketText } from "../../test/rigs/checkup.ts";
import { rankOp } from "./rank.ts";
import { routeOp } from "./route.ts";
import { splitOp } from "./split.ts";
import { wavesOp } from "./waves.ts";

const call = { cwd: "/project", as: "mika", door: "person", dryRun: true } as const;
/** Of the processor, not of the clock on the wall: how busy the machine is says nothing about the program. */
const MAX_WORK_MS = 10_000;

const LETTERS = "bcdfghjkmnpqrstvwxz";
/** The id of ticket number `at`. */
function idOf(at: number): string {
  let [text, left] = ["", at];
  for (let place = 0; place < 6; place += 1) {
    text = `${LETTERS[left % LETTERS.length]}${text}`;
    left = Math.floor(left / LETTERS.length);
  }
  return `TASK-${text}`;
}

interface Made {
  readonly more?: readonly string[];
  readonly status?: string;
  readonly created?: string;
}

function backlog(count: number, make: (at: number) => Made, files: Readonly<Record<string, string>> = {}) {
  const made = memoryPatient();
  const tickets = Array.from({ length: count }, (_, at): [string, string] => {
    return [`tickets/${idOf(at)}-x.md`, ticketText({ id: idOf(at), status: "ready", ...make(at) })];
  });
  made.put({ ...files, ...Object.fromEntries(tickets) });
  return made;
}

/** Asks all that plans, and gives what each said of the ticket in question. */
async function askAll(made: ReturnType<typeof memoryPatient>, id = idOf(0)) {
  const { world } = made;
  const from = process.cpuUsage();
  const rank = must(await rankOp.run(world, call, { top: 3 }));
  const explained = must(await rankOp.run(world, call, { top: 3, explain: id }));
  const why = must(await rankOp.run(world, call, { top: 3, whyNot: id }));
  const waves = must(await wavesOp.run(world, call, { slots: 3, limit: 3 }));
  const route = must(await routeOp.run(world, call, { limit: 3 }));
  const one = must(await routeOp.run(world, call, { id, limit: 3 }));
  const split = await splitOp.run(world, call, { id });
  expect(process.cpuUsage(from).user / 1000).toBeLessThan(MAX_WORK_MS);
  if (!("tickets" in rank) || !("explained" in explained) || !("asked" in why)) throw new Error("another answer");
  return { rank, explained, why, waves, route, one, split: split.ok ? "ok" : split.fault.code };
}

test("an empty backlog: nothing to start, no waves, and nobody to ask about", async () => {
  const { world } = memoryPatient();
  expect(must(await rankOp.run(world, call, { top: 3 }))).toMatchObject({ tickets: [], total: 0 });
  expect(must(await wavesOp.run(world, call, { slots: 3, limit: 3 }))).toMatchObject({ waves: [], skipped: [] });
  expect(must(await routeOp.run(world, call, { limit: 3 }))).toMatchObject({ tickets: [], total: 0 });
  const asked = [
    await rankOp.run(world, call, { top: 3, explain: "x" }),
    await rankOp.run(world, call, { top: 3, whyNot: "x" }),
    await routeOp.run(world, call, { id: "x", limit: 3 }),
    await splitOp.run(world, call, { id: "x" }),
  ];
  expect(asked.map((answer) => (answer.ok ? "ok" : answer.fault.code))).toEqual(asked.map(() => "ticket-not-found"));
});

test("all blocked: each says by what", async () => {
  const said = await askAll(backlog(4, () => ({ more: ["action_required: which one?"] })));
  expect(said.rank.total).toBe(0);
  expect(said.why.reasons).toMatchObject([{ code: "open-question" }]);
  expect(said.waves).toMatchObject({ waves: [], skipped: Array(4).fill({ reason: "needs an answer: which one?" }) });
  const parked = await askAll(backlog(4, () => ({ status: "blocked" })));
  expect([parked.rank.total, parked.why.state]).toEqual([0, "parked"]);
});

test("a circle: told with its path, and it lends no worth", async () => {
  const said = await askAll(backlog(3, (at) => ({ more: [`depends_on: [${idOf((at + 1) % 3)}]`] })));
  expect(said.rank.total).toBe(0);
  expect(said.explained.terms.find(({ name }) => name === "unblocks")).toMatchObject({ value: 0 });
  const path = [0, 1, 2, 0].map(idOf).join(" → ");
  expect(said.waves.skipped.map(({ reason }) => reason)).toEqual(Array(3).fill(`circular dependency: ${path}`));
  expect(said.why.reasons.map(({ code }) => code)).toEqual(["waits-for", "cycle"]);
});

test.for([
  ["effort: 0", { effort: 0.5, says: 'the ticket says "0"; less than 0.5 counts as 0.5' }],
  ["effort: -8", { effort: 0.5, says: 'the ticket says "-8"; less than 0.5 counts as 0.5' }],
  ["effort: .inf", { effort: 3, says: 'the usual of kind task: the ticket says ".inf", which is no number' }],
  ["effort: 1e999", { effort: 13, says: 'the ticket says "1e999"; more than 13 counts as 13' }],
] as const)("%s has a score, and the term says what it counts as", async ([line, { effort, says }]) => {
  const said = await askAll(backlog(2, (at) => (at === 0 ? { more: [line] } : {})));
  expect(said.explained.terms.find(({ name }) => name === "effort")).toEqual({
    name: "effort",
    value: effort,
    source: says,
  });
  expect(said.rank.total).toBe(2);
  expect(Number.isFinite(said.explained.explained.score)).toBe(true);
});

test("dates in the future: written tomorrow counts as today, due far away adds nothing, not before waits", async () => {
  const future = (at: number): Made =>
    at === 0 ? { created: "2999-01-01T00:00:00Z", more: ["due: 9999-12-31"] } : { more: ["not_before: 2999-01-01"] };
  const said = await askAll(backlog(2, future));
  expect(said.rank.tickets.map(({ id }) => id)).toEqual([idOf(0)]);
  const terms = new Map(said.explained.terms.map(({ name, value }) => [name, value]));
  expect([terms.get("aging"), terms.get("due")]).toEqual([1, 0]);
  expect(said.waves.skipped).toMatchObject([{ id: idOf(1), reason: "not before 2999-01-01" }]);
});

test.for([
  [
    "in one epic with one queue",
    (at: number): Made => ({
      more: ["epic: E-big", ...(at % 3 === 0 && at > 0 ? [`depends_on: [${idOf(at - 1)}]`] : [])],
    }),
  ],
  ["below one parent", (at: number): Made => (at === 0 ? {} : { more: [`parent: ${idOf(0)}`] })],
  ["in one chain", (at: number): Made => (at === 0 ? {} : { more: [`depends_on: [${idOf(at - 1)}]`] })],
  [
    "in circles through one",
    (at: number): Made => (at === 0 ? {} : { more: [`depends_on: [${idOf(0)}]`, `blocks: [${idOf(0)}]`] }),
  ],
  ["on one file", (): Made => ({ more: ["shared_files: [package.json]"] })],
] as const)("five thousand tickets %s: each has its place, in bounded time", async ([, make]) => {
  const queue = Array.from({ length: 5000 }, (_, at) => idOf(4999 - at)).join(", ");
  const registry = `version: 1\nepics:\n  - id: E-big\n    title: Big\n    status: active\n    queue: [${queue}]\n`;
  const made = backlog(5000, make, { "epics.yaml": registry });
  const said = await askAll(made, idOf(1));
  const whole = must(await wavesOp.run(made.world, call, { slots: 3, limit: 1_000_000 }));
  const placed = whole.waves.flatMap(({ tickets }) => tickets.map(({ id }) => id));
  expect(new Set([...placed, ...whole.skipped.map(({ id }) => id)]).size).toBe(5000);
  expect(placed.length + whole.skipped.length).toBe(5000);
  expect(said.route).toMatchObject({ total: 5000 });
});
