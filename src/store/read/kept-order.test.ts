import { expect, test } from "vitest";
import { memoryPatient, ticketText } from "../../../test/rigs/checkup.ts";
import type { Planned } from "../../ticket/model.ts";
import { decodePlanned } from "../../ticket/summary-line.ts";
import { memoryWatch } from "../../twins/memory-watch.ts";
import type { Backlog } from "../backlog.ts";
import { currentTable } from "../index/summaries.ts";
import { ticketsInOrder } from "./kept-order.ts";

const DAY_MS = 86_400_000;

interface Options {
  readonly given?: string;
  readonly until?: number;
  readonly during?: () => void;
}

const byCreated = (tickets: readonly Planned[]): readonly number[] =>
  [...tickets.keys()].sort((a, b) => ((tickets[a]?.created ?? "") < (tickets[b]?.created ?? "") ? -1 : 1));

const ticketBytes = (letter: string, year: number): Uint8Array =>
  new TextEncoder().encode(ticketText({ id: `TASK-${letter.repeat(6)}`, created: `${year}-03-02T09:30:00Z` }));

/** A backlog whose files are old enough for the index to trust, and an order by age that counts how often it is found. */
function scene() {
  const patient = memoryPatient();
  const put = (letter: string, year: number): void => {
    const id = `TASK-${letter.repeat(6)}`;
    patient.put({ [`tickets/${id}-x.md`]: ticketText({ id, created: `${year}-03-02T09:30:00Z` }) });
    patient.world.clock.advance(DAY_MS);
  };
  put("b", 2022);
  put("c", 2021);
  const count = { found: 0 };
  const eldest = (backlog: Backlog, { given = "", until, during }: Options = {}) => {
    const find = (tickets: readonly Planned[]) => {
      count.found += 1;
      during?.();
      return { order: byCreated(tickets), until };
    };
    const { lines } = ticketsInOrder(backlog, { name: "eldest", given, find });
    return lines.map((line) => decodePlanned(line).id.slice(-1)).join("");
  };
  /** Reads until the index holds what the disk has. */
  const settle = (): void => {
    for (let time = 0; time < 3; time++) currentTable(patient.backlog);
  };
  settle();
  return { ...patient, put, eldest, count, settle };
}

test("an order is found once and kept until a ticket changes", () => {
  const { backlog, put, eldest, count, settle } = scene();
  for (let time = 0; time < 3; time++) expect(eldest(backlog)).toBe("cb");
  expect(count.found).toBe(1);
  put("b", 2020);
  expect(eldest(backlog)).toBe("bc");
  settle();
  expect(eldest(backlog)).toBe("bc");
  const found = count.found;
  expect(eldest(backlog)).toBe("bc");
  expect(count.found).toBe(found);
});

test("it is found anew when something else it rests on changes, or when its time is over or has yet to come", () => {
  const { backlog, world, eldest, count } = scene();
  eldest(backlog);
  eldest(backlog, { given: "another queue" });
  expect(count.found).toBe(2);
  const until = world.clock.now() + DAY_MS;
  eldest(backlog, { given: "a date", until });
  eldest(backlog, { given: "a date" });
  expect(count.found).toBe(3);
  world.clock.advance(DAY_MS);
  eldest(backlog, { given: "a date" });
  expect(count.found).toBe(4);
  const earlier = { ...backlog, world: { ...world, clock: { ...world.clock, now: () => until - 2 * DAY_MS } } };
  eldest(earlier, { given: "a date" });
  expect(count.found).toBe(5);
});

test("what was found in tickets that changed meanwhile is not kept", () => {
  const { backlog, put, eldest } = scene();
  const during = (): void => {
    put("b", 2020);
    currentTable(backlog);
  };
  expect(eldest(backlog, { during })).toBe("cb");
  expect(eldest(backlog)).toBe("bc");
  expect(eldest(backlog)).toBe("bc");
});

test("a process that stays finds an order once, also where the index does not trust the files yet", () => {
  const { backlog, world, put, eldest, count } = scene();
  const staying = { ...backlog, world: { ...world, watch: memoryWatch(world.files) } };
  put("d", 2023);
  world.files.writeAtomic(`${backlog.home.folder}/tickets/TASK-eeeeee-x.md`, ticketBytes("e", 2019));
  eldest(staying);
  count.found = 0;
  // Right after a change the folder's times alone cannot tell one from two, and a file of this moment is read at each start.
  for (let time = 0; time < 3; time++) expect(eldest(staying)).toBe("ecbd");
  expect(count.found).toBeLessThanOrEqual(1);
  put("b", 2018);
  expect(eldest(staying)).toBe("becd");
});

test("a file that is no ticket is named every time", () => {
  const { backlog, put, eldest, world } = scene();
  world.files.writeAtomic(`${backlog.home.folder}/tickets/x.md`, new TextEncoder().encode("no ticket"));
  put("d", 2023);
  for (let time = 0; time < 4; time++) {
    const { lines, problems } = ticketsInOrder(backlog, {
      name: "all",
      given: "",
      find: (all) => ({ order: byCreated(all) }),
    });
    expect(lines).toHaveLength(3);
    expect(problems.map(({ file }) => file)).toEqual(["tickets/x.md"]);
  }
  expect(eldest(backlog)).toBe("cbd");
});
