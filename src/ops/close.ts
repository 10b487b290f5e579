import { withdrawnEdits } from "../plan/from-evidence/ticket-edits.ts";
import { ok, type Result } from "../std/result.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import type { StoredTicket } from "../store/read/read-ticket.ts";
import type { Edit, Ticket } from "../ticket/model.ts";
import { checkMove } from "../ticket/move.ts";
import { REJECTIONS } from "../ticket/statuses.ts";
import { tookEdits } from "../work/took-minutes.ts";
import { changeTicket, type Desk, newEvent, type Wish } from "./_change-ticket.ts";
import { checkSaid } from "./_event-input.ts";
import { type InputOf, op } from "./op.ts";
import { requirementsOf } from "./refine/_requirements.ts";

const input = {
  id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
  resolution: {
    type: "string",
    required: true,
    short: "r",
    stdin: true,
    describe: "How it ended, in a sentence or more.",
    word: "text",
  },
  rejected: { type: "string", values: REJECTIONS, describe: "It will not be done, and why." },
  link: { type: "string", describe: "The ticket it duplicates, or that takes its place.", word: "id" },
} as const;

/** Ends a ticket with a resolution. */
export const closeOp = op({
  name: "close",
  summary: "Close a ticket with a resolution",
  about:
    "Done, unless --rejected says that it will not be done. A ticket closed by hand counts as unproven: work orders are the way to a proven end.",
  examples: [
    'docket close k3f --resolution "Fixed by pinning the parser."',
    'docket close k3f --rejected duplicate --link m4t --resolution "Same crash as m4t."',
  ],
  group: "tickets",
  effect: "write",
  input,
  async run(world, call, given) {
    const resolution = checkSaid("resolution", given.resolution);
    if (!resolution.ok) return resolution;
    const { requirePerson } = await import("./orders/_workshop.ts");
    return changeTicket({ world, call }, { query: given.id, verb: "close" }, (stored, desk) => {
      const target = given.link === undefined ? undefined : findTicket(desk.backlog, given.link);
      if (target !== undefined && !target.ok) return target;
      const to = given.rejected === undefined ? "done" : "rejected";
      const ticket = withLink(stored.ticket, given.rejected, target?.value.id);
      const move = mayClose({ ticket, to, given, desk });
      if (!move.ok) return move;
      const { from } = move.value;
      const unproven = to === "done" && from !== "review";
      const person = unproven ? requirePerson(desk, call, "close") : ok(undefined);
      if (!person.ok) return person;
      // A merge looks at `proves`: a close outweighs a less advanced status on the other side.
      const attributes = { from, to, proves: to, ...(unproven ? { unproven: "yes" } : {}) };
      const edits: Edit[] = [
        { set: "status", to },
        ...(unproven ? [{ set: "unproven", to: true }] : []),
        ...(to === "done" ? tookEdits(desk.backlog, ticket.id) : []),
        ...(given.rejected === undefined ? [] : [{ set: "rejection", to: given.rejected }]),
        ...(target === undefined ? [] : linkEdits(given.rejected, target.value.id, stored)),
        ...withdrawnEdits(ticket),
        { section: "Resolution", body: resolution.value },
        newEvent(world, desk.author, { kind: "close", attributes, body: resolution.value }),
      ];
      return ok({ edits, message: `close as ${to}` } satisfies Wish);
    });
  },
});

interface Closing {
  readonly ticket: Ticket;
  readonly to: string;
  readonly given: InputOf<typeof input>;
  readonly desk: Desk;
}

function mayClose({ ticket, to, given, desk }: Closing): Result<{ from: string }> {
  const facts = {
    unmetDependencies: [],
    claimed: ticket.assignee !== undefined,
    requirements: requirementsOf(desk.settings),
  };
  const { resolution: reason, rejected: rejection } = given;
  return checkMove({ ticket, to, actor: desk.author.actor, reason, rejection, force: false, facts });
}

/** The ticket as the close will leave it: what it duplicates is part of what is judged. */
function withLink(ticket: Ticket, rejected: string | undefined, target: string | undefined): Ticket {
  if (rejected !== "duplicate" || target === undefined) return ticket;
  return { ...ticket, relations: { ...ticket.relations, duplicate_of: target } };
}

function linkEdits(rejected: string | undefined, target: string, { ticket }: StoredTicket): readonly Edit[] {
  if (rejected === "duplicate") return [{ set: "duplicate_of", to: target }];
  const related = ticket.relations.related;
  return related.includes(target) ? [] : [{ set: "related", to: [...related, target] }];
}
