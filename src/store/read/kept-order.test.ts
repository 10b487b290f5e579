import { expect, test } from "vitest";
import { memoryPatient, ticketText } from "../../../test/rigs/checkup.ts";
import type { Summary } from "../../ticket/model.ts";
import { decodeSummary } from "../../ticket/summary-line.ts";
import type { Backlog } from "../backlog.ts";
import { currentTable } from "../index/summaries.ts";
import { ticketsInOrder } from "./kept-order.ts";

const DAY_MS = 86_400_000;

/** A backlog whose files are old enough for the index to trust, and an order by title that counts how often it is found. */
function scene() {
  const patient = memoryPatient();
  const put = (id: string, title: string): void => {
    patient.put({ [`tickets/${id}-x.md`]: ticketText({ id, title }) });
    patient.world.clock.advance(DAY_MS);
  };
  put("TASK-bbbbbb", "Beta");
  put("TASK-cccccc", "Alpha");
  const count = { found: 0 };
  const titles = (backlog: Backlog, options: { given?: string; until?: number; during?: () => void } = {}) => {
    const find = (summaries: readonly Summary[]) => {
      count.found += 1;
      options.during?.();
      return { order: summaries.toSorted((a, b) => (a.title < b.title ? -1 : 1)), until: options.until };
    };
    const { lines } = ticketsInOrder(backlog, {
      name: "titles",
      given: options.given ?? "",
      read: decodeSummary,
      find,
    });
    return lines.map((line) => decodeSummary(line).title).join(" ");
  };
  /** Reads until the index holds what the disk has. */
  const settle = (): void => {
    for (let time = 0; time < 3; time++) currentTable(patient.backlog);
  };
  settle();
  return { ...patient, put, titles, count, settle };
}

test("an order is found once and kept until a ticket changes", () => {
  const { backlog, put, titles, count, settle } = scene();
  for (let time = 0; time < 3; time++) expect(titles(backlog)).toBe("Alpha Beta");
  expect(count.found).toBe(1);
  put("TASK-bbbbbb", "Aaron");
  expect(titles(backlog)).toBe("Aaron Alpha");
  settle();
  expect(titles(backlog)).toBe("Aaron Alpha");
  const found = count.found;
  expect(titles(backlog)).toBe("Aaron Alpha");
  expect(count.found).toBe(found);
});

test("it is found anew when something else it rests on changes, or when its time is over or has yet to come", () => {
  const { backlog, world, titles, count } = scene();
  titles(backlog);
  titles(backlog, { given: "another queue" });
  expect(count.found).toBe(2);
  const until = world.clock.now() + DAY_MS;
  titles(backlog, { given: "a date", until });
  titles(backlog, { given: "a date" });
  expect(count.found).toBe(3);
  world.clock.advance(DAY_MS);
  titles(backlog, { given: "a date" });
  expect(count.found).toBe(4);
  const earlier = { ...backlog, world: { ...world, clock: { ...world.clock, now: () => until - 2 * DAY_MS } } };
  titles(earlier, { given: "a date" });
  expect(count.found).toBe(5);
});

test("what was found in tickets that changed meanwhile is not kept", () => {
  const { backlog, put, titles } = scene();
  const during = (): void => {
    put("TASK-bbbbbb", "Aaron");
    currentTable(backlog);
  };
  expect(titles(backlog, { during })).toBe("Alpha Beta");
  expect(titles(backlog)).toBe("Aaron Alpha");
  expect(titles(backlog)).toBe("Aaron Alpha");
});

test("a file that is no ticket is named every time", () => {
  const { backlog, put, titles, world } = scene();
  world.files.writeAtomic(`${backlog.home.folder}/tickets/x.md`, new TextEncoder().encode("no ticket"));
  put("TASK-dddddd", "Gamma");
  for (let time = 0; time < 4; time++) {
    const { lines, problems } = ticketsInOrder(backlog, {
      name: "all",
      given: "",
      read: decodeSummary,
      find: (order) => ({ order }),
    });
    expect(lines).toHaveLength(3);
    expect(problems.map(({ file }) => file)).toEqual(["tickets/x.md"]);
  }
  expect(titles(backlog)).toBe("Alpha Beta Gamma");
});
