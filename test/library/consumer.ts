// A small program of somebody who uses the package; checked against the emitted types, never run.
import { type Library, openBacklog, type Result } from "docket";
import { loadAtomActionsYaml, type PlanIndex, scanPlanTicketIndex, ticketExportFingerprint } from "docket/backlog-repo";
import { testWorld } from "docket/testing";

const backlog: Library = openBacklog({ dir: ".", as: "Ada", world: testWorld() });

export async function titles(): Promise<readonly string[]> {
  const made = await backlog.new({ title: "Sign in", label: ["auth"] }, { dryRun: true });
  if (!made.ok) throw new Error(`${made.fault.code}: ${made.fault.message}`);
  const id: string = made.value.ticket.id;
  const moved: Result<{ readonly changed: boolean }> = await backlog.move({ id, status: "refined", reason: "read" });
  if (!moved.ok) return [];
  const listed = await backlog.list({ limit: 5, status: ["refined"] });
  await backlog.next();
  // @ts-expect-error a title is needed
  await backlog.new({});
  // @ts-expect-error there is no such input
  await backlog.list({ limti: 5 });
  // @ts-expect-error a limit is a number
  await backlog.list({ limit: "5" });
  return listed.ok ? listed.value.tickets.map(({ title }) => title) : [];
}

export function handled(root: string): readonly string[] {
  const atoms = loadAtomActionsYaml(`${root}/configs/backlog_atom_actions.yaml`);
  const plans = scanPlanTicketIndex(root);
  if (!atoms.ok || !plans.ok) return [];
  const index: PlanIndex = plans.value.index;
  // @ts-expect-error a ticket is an object
  ticketExportFingerprint("Add quickstart examples");
  return [...atoms.value.atoms.values()]
    .filter(({ status }) => status === "actioned")
    .map(({ atom_id }) => atom_id)
    .concat([...index.keys()]);
}
