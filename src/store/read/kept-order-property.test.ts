import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryPatient, ticketText } from "../../../test/rigs/checkup.ts";
import { rounds } from "../../../test/rounds.ts";
import type { Planned } from "../../ticket/model.ts";
import { decodeSummary } from "../../ticket/summary-line.ts";
import { allTickets } from "./all-tickets.ts";
import { ticketsInOrder } from "./kept-order.ts";

const LETTERS = [..."bcdfgh"];

/** Mostly what only a title says, and mostly long enough after the step before for the index to trust what it saw. */
const step = fc.record({
  act: fc.constantFrom("title", "title", "title", "year", "remove"),
  letter: fc.constantFrom(...LETTERS),
  value: fc.integer({ min: 2000, max: 2009 }),
  waitMs: fc.constantFrom(0, 5000, 5000, 5000),
  looks: fc.integer({ min: 1, max: 3 }),
});

/** Eldest first, equal ones by id: nothing but what plan is given. */
const eldest = (tickets: readonly Planned[]): readonly number[] => {
  const key = (place: number): string => `${tickets[place]?.created} ${tickets[place]?.id}`;
  return [...tickets.keys()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
};

test("whatever changes between looks, a kept order is the one that would be found now", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { backlog, put, world } = memoryPatient();
      const written = new Map<string, { year: number; title: number }>();
      for (const { act, letter, value, waitMs, looks } of steps) {
        const id = `TASK-${letter.repeat(6)}`;
        const before = written.get(letter) ?? { year: 2000, title: 0 };
        const after = { ...before, [act]: value };
        if (act === "remove") written.delete(letter);
        else written.set(letter, after);
        const text = ticketText({ id, title: `Title ${after.title}`, created: `${after.year}-03-02T09:30:00Z` });
        put({ [`tickets/${id}-x.md`]: act === "remove" ? undefined : text });
        world.clock.advance(waitMs);
        for (let look = 0; look < looks; look++) {
          const { lines } = ticketsInOrder(backlog, {
            name: "eldest",
            given: "",
            find: (all) => ({ order: eldest(all) }),
          });
          const all = allTickets(backlog).summaries;
          expect(lines.map((line) => decodeSummary(line))).toEqual(eldest(all).map((place) => all[place]));
        }
      }
    }),
    { numRuns: rounds(60) },
  );
});
