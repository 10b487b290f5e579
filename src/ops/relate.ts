import { checkRelation } from "../plan/relate.ts";
import { err, ok, type Result } from "../std/result.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import type { Edit, RelationKind, Ticket } from "../ticket/model.ts";
import { changeTicket, newEvent } from "./_change-ticket.ts";
import { relationMissing } from "./faults.ts";
import { op } from "./op.ts";

const KINDS = [
  "depends_on",
  "blocks",
  "related",
  "supersedes",
  "duplicate_of",
  "parent",
] as const satisfies readonly RelationKind[];

/** Ties one ticket to another. */
export const relateOp = op({
  name: "relate",
  summary: "Relate a ticket to another, or remove the relation",
  about: "A relation that would make tickets wait for each other in a circle is refused, and the circle is shown.",
  examples: [
    "docket relate k3f depends_on m4t",
    "docket relate k3f depends_on m4t --remove",
    "docket relate k3f parent q7w",
  ],
  group: "tickets",
  effect: "write",
  tool: "Add or remove a relation between two tickets.",
  input: {
    id: { type: "string", required: true, position: 0, describe: "The ticket that gets the relation." },
    relation: { type: "string", required: true, position: 1, values: KINDS, describe: "What kind." },
    other: { type: "string", required: true, position: 2, describe: "The other ticket.", word: "id" },
    remove: { type: "boolean", describe: "Take the relation away." },
  },
  run(world, call, given) {
    return changeTicket({ world, call }, { query: given.id, verb: "relate" }, ({ ticket }, { backlog, author }) => {
      const { relation } = given;
      const remove = given.remove === true;
      const found = findTicket(backlog, given.other);
      // What dangles can still be removed: by its exact id.
      if (!found.ok && !remove) return found;
      const target = found.ok ? found.value.id : given.other;
      if (holds(ticket, relation, target) !== remove)
        return remove ? err(relationMissing({ id: ticket.id, relation, target })) : ok({ edits: [], message: "" });
      const allowed: Result<void> = remove
        ? ok(undefined)
        : checkRelation(allTickets(backlog).summaries, { ticket: ticket.id, kind: relation, target });
      if (!allowed.ok) return allowed;
      const attributes = { relation, target, ...(remove ? { removed: "yes" } : {}) };
      const event = newEvent(world, author, { kind: "relation", attributes });
      const message = remove ? `remove ${relation} ${target}` : `add ${relation} ${target}`;
      return ok({ edits: [relationEdit(ticket, relation, { target, remove }), event], message });
    });
  },
});

function holds({ relations }: Ticket, relation: RelationKind, target: string): boolean {
  const now = relations[relation];
  return typeof now === "string" ? now === target : now?.includes(target) === true;
}

function relationEdit(
  { relations }: Ticket,
  relation: RelationKind,
  change: { target: string; remove: boolean },
): Edit {
  const now = relations[relation];
  if (relation === "duplicate_of" || relation === "parent")
    return { set: relation, to: change.remove ? undefined : change.target };
  const list = typeof now === "string" || now === undefined ? [] : now;
  return { set: relation, to: change.remove ? list.filter((one) => one !== change.target) : [...list, change.target] };
}
