import { checkInput } from "../../src/ops/check-input.ts";
import type { Discovered } from "../../src/ops/found/place-found.ts";
import { verbs } from "../../src/ops/table.ts";
import { loadTicket } from "../../src/store/read/read-ticket.ts";
import { memoryPatient, must } from "../rigs/checkup.ts";
import { discoverOnce } from "../rigs/discover-rounds.ts";
import { type Script, scriptedSource, tableOf } from "../rigs/scripted-source.ts";

/** A backlog in memory and a source that shows what the test says. */
export function scene(script: Partial<Script> = {}) {
  const patient = memoryPatient();
  const shown: Script = { sightings: [], isWhole: true, ...script };
  const table = tableOf(scriptedSource("scripted", shown));
  const runOf = (name: string) =>
    discoverOnce({ world: patient.world, cwd: "/project", table: tableOf(scriptedSource(name, shown)) });
  const run = (more: { readonly limit?: number; readonly dryRun?: boolean } = {}) =>
    discoverOnce({ world: patient.world, cwd: "/project", table, ...more });
  const ticket = (id: string) => must(loadTicket(patient.backlog, id)).ticket;
  const ask = async (name: string, raw: Readonly<Record<string, unknown>>, dryRun = false) => {
    const op = await verbs[name]?.();
    if (op === undefined) throw new Error(`no verb ${name}`);
    const call = { cwd: "/project", as: "mika", door: "person" as const, dryRun };
    return op.run(patient.world, call, must(checkInput(op.input, raw)));
  };
  const verb = async (name: string, raw: Readonly<Record<string, unknown>>) => must(await ask(name, raw));
  const files = () =>
    Object.fromEntries(Object.entries(patient.world.files.texts()).filter(([path]) => !path.includes("/.private/")));
  return { patient, shown, run, runOf, ticket, ask, verb, files };
}

/** The one ticket that a run made. */
export const made = ({ tickets }: Discovered): string => tickets.created[0]?.id ?? "none";
