import { expect, test } from "vitest";
import { loadTicket } from "../../src/store/read/read-ticket.ts";
import { memoryPatient, must } from "../rigs/checkup.ts";
import { discoverOnce } from "./_rounds.ts";
import { fact, type Script, scriptedSource, tableOf } from "./_scripted.ts";

/** A backlog in memory and a source that shows what the test says. */
function scene(script: Partial<Script> = {}) {
  const patient = memoryPatient();
  const shown: Script = { sightings: [], isWhole: true, ...script };
  const table = tableOf(scriptedSource("scripted", shown));
  const run = (more: { readonly limit?: number; readonly dryRun?: boolean } = {}) =>
    discoverOnce({ world: patient.world, cwd: "/project", table, ...more });
  const ticket = (id: string) => must(loadTicket(patient.backlog, id)).ticket;
  return { patient, shown, run, ticket };
}

test("what is seen becomes a ticket, and seeing it again changes nothing", async () => {
  const { patient, shown, run, ticket } = scene();
  shown.sightings = [fact("no-var", "var x"), fact("no-var", "var y"), fact("no-eval", "eval(a)", { severity: "high" })];
  const first = await run();
  expect(first.sources).toMatchObject([{ source: "scripted", found: 3, added: 3, gone: 0, whole: true }]);
  expect(first.tickets.created.map(({ title, priority, facts }) => [title, priority, facts])).toEqual([
    ["Mend no-eval in src/a.ts", "P1", 1],
    ["Mend no-var in src/a.ts", "P2", 2],
  ]);
  const [evil] = first.tickets.created;
  expect(ticket(evil?.id ?? "")).toMatchObject({
    status: "new",
    labels: ["discovered", "scripted"],
    fields: { scope: { allow: ["src/a.ts"] }, evidence: [expect.stringMatching(/^scripted-[0-9a-f]{12}$/)] },
  });
  const before = patient.names().map((name) => patient.read(`tickets/${name}`));
  const again = await run();
  expect(again.tickets.created).toEqual([]);
  expect(again.sources).toMatchObject([{ found: 3, added: 0, gone: 0, returned: 0 }]);
  expect(patient.names().map((name) => patient.read(`tickets/${name}`))).toEqual(before);
});
