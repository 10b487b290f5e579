import { err, ok } from "../std/result.ts";
import { checkMove } from "../ticket/move.ts";
import { isOpen } from "../ticket/statuses.ts";
import { changeTicket, newEvent } from "./_change-ticket.ts";
import { ticketOpen } from "./faults.ts";
import { op } from "./op.ts";
import { requirementsOf } from "./refine/_requirements.ts";

/** Opens a closed ticket again. */
export const reopenOp = op({
  name: "reopen",
  summary: "Open a closed ticket again",
  about: "It goes back to refined. What was written when it was closed stays in the thread.",
  examples: ['docket reopen k3f --reason "It crashed again with 2.1."'],
  group: "tickets",
  effect: "write",
  input: {
    id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
    reason: { type: "string", required: true, short: "r", describe: "Why; kept in the thread." },
  },
  run(world, call, { id, reason }) {
    return changeTicket({ world, call }, { query: id, verb: "reopen" }, ({ ticket }, { author, settings }) => {
      if (isOpen(ticket.status)) return err(ticketOpen({ id: ticket.id, status: ticket.status }));
      const facts = { unmetDependencies: [], claimed: false, requirements: requirementsOf(settings) };
      const move = checkMove({ ticket, to: "refined", actor: author.actor, reason, force: false, facts });
      if (!move.ok) return move;
      const attributes = { from: move.value.from, to: "refined" };
      const gone = ["unproven", "rejection"].filter((key) => Object.hasOwn(ticket.fields, key));
      return ok({
        edits: [
          { set: "status", to: "refined" },
          ...gone.map((key) => ({ set: key, to: undefined })),
          ...(ticket.sections.some(({ heading }) => heading === "Resolution")
            ? [{ section: "Resolution", body: "" }]
            : []),
          newEvent(world, author, { kind: "status_changed", attributes, body: reason }),
        ],
        message: "reopen",
      });
    });
  },
});
