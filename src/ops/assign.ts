import { err, ok } from "../std/result.ts";
import { parseActor } from "../store/actor.ts";
import { changeTicket, newEvent } from "./_change-ticket.ts";
import { assigneeNotValid } from "./faults.ts";
import { op } from "./op.ts";

/** Says who is to do a ticket. */
export const assignOp = op({
  name: "assign",
  summary: "Assign a ticket to somebody, or to none",
  examples: ["docket assign k3f mika", "docket assign k3f none"],
  group: "tickets",
  effect: "write",
  input: {
    id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
    who: { type: "string", required: true, position: 1, describe: "A person or agent, or none.", word: "name" },
  },
  async run(world, call, { id, who }) {
    const actor = who === "none" ? undefined : parseActor(who, "person");
    if (who !== "none" && actor === undefined) return err(assigneeNotValid({ text: who }));
    return changeTicket({ world, call }, { query: id, verb: "assign" }, ({ ticket }, { author }) => {
      if (ticket.assignee === actor?.name) return ok({ edits: [], message: "" });
      const attributes = { field: "assignee", from: ticket.assignee ?? "none", to: actor?.name ?? "none" };
      const event = newEvent(world, author, { kind: "comment", attributes });
      return ok({ edits: [{ set: "assignee", to: actor?.name }, event], message: `assign to ${attributes.to}` });
    });
  },
});
