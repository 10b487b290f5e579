import { expect, test } from "vitest";
import { memoryPatient, ticketText } from "../../../test/rigs/checkup.ts";
import { memoryWatch } from "../../twins/memory-watch.ts";
import { currentTable } from "./summaries.ts";

const path = (id: string): string => `tickets/${id}-a.md`;

const SETTLED_MS = 1000;

/** A backlog in memory that is watched, and a count of the looks at its disk. */
function scene() {
  const patient = memoryPatient();
  const { world, backlog } = patient;
  const looks: string[] = [];
  const files = {
    ...world.files,
    read: (at: string, max: number) => {
      looks.push(`read ${at}`);
      return world.files.read(at, max);
    },
    statEach: (...args: Parameters<typeof world.files.statEach>) => {
      looks.push(`stats in ${args[0]}`);
      world.files.statEach(...args);
    },
  };
  const watched = { ...backlog, world: { ...world, files, watch: memoryWatch(world.files) } };
  const count = () => currentTable(watched).names.length;
  return { patient, looks, count };
}

test("while the folder is quiet a warm reader looks at no ticket; every change is seen at the next call", () => {
  const { patient, looks, count } = scene();
  patient.put({ [path("TASK-bbbbbb")]: ticketText({ id: "TASK-bbbbbb" }) });
  expect(count()).toBe(1);
  expect(looks).not.toEqual([]);
  // Right after a change the folder's times alone cannot tell one from two.
  patient.world.clock.advance(SETTLED_MS);
  looks.length = 0;
  for (let time = 0; time < 3; time++) expect(count()).toBe(1);
  expect(looks.filter((look) => look.includes("tickets"))).toEqual([]);

  patient.put({ [path("TASK-cccccc")]: ticketText({ id: "TASK-cccccc" }) });
  expect(count()).toBe(2);
  patient.put({ [path("TASK-bbbbbb")]: undefined });
  expect(count()).toBe(1);
});
