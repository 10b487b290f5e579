import { ok, type Result } from "../../std/result.ts";
import type { TicketId } from "../../ticket/model.ts";
import type { Backlog } from "../backlog.ts";
import { idChanges, nextId } from "../ids.ts";
import { readStored } from "../read/read-ticket.ts";
import type { Change } from "../write/change.ts";
import type { Examined, ExaminedTicket } from "./examined.ts";
import { duplicates } from "./identity-findings.ts";
import { noted, type Repair, type RepairDesk } from "./remedy.ts";
import { newPath } from "./rename-files.ts";

/**
 * Gives the later of two tickets with one id an id of its own. Both stay whole; relations that name the id stay with the first,
 * as nobody can know which one was meant, and the event in the second says so.
 */
export async function renewIds(desk: RepairDesk, examined: Examined): Promise<Result<readonly Repair[]>> {
  const repairs: Repair[] = [];
  const chosen = new Set<TicketId>();
  const { ids } = examined.registry.settings;
  for (const [first, ...later] of duplicates(examined)) {
    for (const ticket of later) {
      if (desk.dryRun) {
        // An id is chosen when it is taken, never before: a plan would show one that is not used.
        repairs.push({ remedy: { code: "id-duplicate", file: ticket.path, action: "give it a new id" }, changes: [] });
        continue;
      }
      const id = await freshId(desk.backlog, ticket.id, { ids, chosen });
      if (!id.ok) return id;
      chosen.add(id.value);
      const repair = renewId(desk, { first: first ?? ticket, ticket, id: id.value });
      if (repair !== undefined) repairs.push(repair);
    }
  }
  // The record is one file: it changes once, with the last of the tickets.
  const recorded = idChanges(desk.backlog, ids, [...chosen]);
  if (!recorded.ok) return recorded;
  return ok(repairs.map((one, at) => (at < repairs.length - 1 ? one : withChanges(one, recorded.value))));
}

const withChanges = (repair: Repair, more: readonly Change[]): Repair => ({
  ...repair,
  changes: [...repair.changes, ...more],
});

async function freshId(
  backlog: Backlog,
  old: TicketId,
  { ids, chosen }: { ids: string; chosen: ReadonlySet<TicketId> },
): Promise<Result<TicketId>> {
  for (;;) {
    const id = await nextId(backlog, old.slice(0, old.indexOf("-")), { ids, dryRun: false });
    if (!id.ok || !chosen.has(id.value)) return id;
  }
}

interface Renewal {
  readonly first: ExaminedTicket;
  readonly ticket: ExaminedTicket;
  readonly id: TicketId;
}

/** Undefined where the file cannot be edited: it stays a finding. */
function renewId(desk: RepairDesk, { first, ticket, id }: Renewal): Repair | undefined {
  const { path } = ticket;
  const stored = readStored(desk.backlog, { path });
  if (!stored.ok) return undefined;
  const body = `This ticket had the id ${ticket.id}, which ${first.path} has too and had first. Its id is ${id} now; relations that name ${ticket.id} mean the other one.`;
  const text = noted(desk, stored.value.text, {
    code: "id-duplicate",
    body,
    edits: [{ set: "id", to: id }],
  });
  if (!text.ok) return undefined;
  const to = newPath(path, id, stored.value.ticket.title);
  return {
    remedy: { code: "id-duplicate", file: path, action: `give it the id ${id}, in ${to}` },
    changes: [
      { path, before: stored.value.bytes, after: undefined },
      { path: to, before: undefined, after: text.value },
    ],
  };
}
