import { checkedTicket } from "../plan/check/checked-ticket.ts";
import { plainErrors } from "../plan/check/plain-errors.ts";
import { unmetDependencies } from "../plan/readiness.ts";
import { err, ok } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { ticketPaths } from "../store/read/find-ticket.ts";
import { readStored } from "../store/read/read-ticket.ts";
import { idOfFileName } from "../ticket/id.ts";
import type { Ticket } from "../ticket/model.ts";
import { checkMove } from "../ticket/move.ts";
import { movesFrom, STATUSES } from "../ticket/statuses.ts";
import { changeTicket, type Desk, newEvent } from "./_change-ticket.ts";
import { statusMoved } from "./faults.ts";
import { op } from "./op.ts";
import { requirementsOf } from "./refine/_requirements.ts";

/** Moves a ticket along the table of statuses. */
export const moveOp = op({
  name: "move",
  summary: "Move a ticket to another status",
  about:
    "Follows the table in docs/statuses.md and says what is missing when a step is not possible yet, errors of docket check among it. With --from the move happens only if the ticket is still there.",
  examples: [
    'docket move k3f refined --reason "sections are written"',
    'docket move k3f ready --from refined --reason "checked"',
  ],
  group: "tickets",
  effect: "write",
  tool: "Move a ticket to another status; the answer says what is missing if a guard refuses.",
  input: {
    id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
    status: { type: "string", required: true, position: 1, values: STATUSES, describe: "Where to." },
    reason: { type: "string", short: "r", describe: "Why; kept in the thread." },
    from: { type: "string", describe: "Only if it is in this status now.", word: "status" },
    rejection: {
      type: "string",
      values: ["duplicate", "obsolete", "superseded", "split", "wont_do"],
      describe: "For rejected: what kind.",
    },
    force: { type: "boolean", describe: "Skip what is missing (persons only; recorded).", cliOnly: true },
  },
  async run(world, call, given) {
    const forPersons = given.force === true || given.status === "done";
    const persons = forPersons ? await import("./orders/_workshop.ts") : undefined;
    return changeTicket({ world, call }, { query: given.id, verb: "move" }, ({ ticket }, desk) => {
      const { backlog, author, settings } = desk;
      if (given.from !== undefined && given.from !== ticket.status)
        return err(statusMoved({ id: ticket.id, expected: given.from, actual: ticket.status }));
      const facts = {
        unmetDependencies: given.status === "doing" ? unmetDependencies(allTickets(backlog).summaries, ticket.id) : [],
        claimed: ticket.assignee !== undefined,
        errors: errorsBefore(given.status, ticket, { backlog, settings }),
        requirements: requirementsOf(settings),
      };
      const { actor } = author;
      const request = {
        ticket,
        to: given.status,
        actor,
        reason: given.reason,
        rejection: given.rejection,
        force: given.force === true,
        facts,
      };
      const move = checkMove(request);
      if (!move.ok) return move;
      const { from, to, forced } = move.value;
      const isPersons = forced || movesFrom(from).some((one) => one.to === to && one.who === "person");
      const person = isPersons ? persons?.requirePerson(desk, call, "move") : undefined;
      if (person?.ok === false) return person;
      const attributes = { from, to, ...(forced ? { forced: "yes" } : {}) };
      const event = newEvent(world, author, { kind: "status_changed", attributes, ...bodyOf(given.reason) });
      const rejection = given.rejection === undefined ? [] : [{ set: "rejection", to: given.rejection }];
      return ok({ edits: [{ set: "status", to }, ...rejection, event], message: `move from ${from} to ${to}` });
    });
  },
});

/** Errors are asked about where a move leads to work. */
function errorsBefore(to: string, ticket: Ticket, { backlog, settings }: Pick<Desk, "backlog" | "settings">) {
  if (to !== "ready" && to !== "doing") return [];
  const statuses = to === "ready" ? statusesOf(backlog, ticket.relations.depends_on) : new Map<string, string>();
  return plainErrors(checkedTicket("", ticket), { limits: settings.checks, statuses, door: to });
}

/** One list of names for all of them, and a look at each: all statuses together would mean a look at every file. */
function statusesOf(backlog: Backlog, ids: readonly string[]): ReadonlyMap<string, string> {
  const names = ids.length === 0 ? [] : ticketPaths(backlog);
  return new Map(
    ids.flatMap((id): readonly (readonly [string, string])[] => {
      const path = names.find((name) => name.includes(id) && isNamedAfter(name, id));
      if (path === undefined) return [];
      const stored = readStored(backlog, { path });
      // A file that cannot be read is there all the same.
      return [[id, stored.ok ? stored.value.ticket.status : ""]];
    }),
  );
}

const isNamedAfter = (path: string, id: string): boolean => idOfFileName(path.slice(path.lastIndexOf("/") + 1)) === id;

const bodyOf = (reason: string | undefined): { body?: string } => (reason === undefined ? {} : { body: reason });
