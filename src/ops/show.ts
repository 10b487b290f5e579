import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { ticketView } from "./_ticket-view.ts";
import { op } from "./op.ts";
import { splitParts } from "./split/_parts.ts";

/** Shows one ticket whole. */
export const showOp = op({
  name: "show",
  summary: "Show a ticket with its sections and thread",
  about: "The id may be shortened to any unique beginning, with or without its prefix.",
  examples: ["docket show FEAT-k3f9q2", "docket show k3f --json"],
  group: "tickets",
  effect: "read",
  tool: "One ticket whole: fields, sections, newest events.",
  input: {
    id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
    events: { type: "integer", min: 0, max: 10_000, describe: "Only the newest N events of the thread.", word: "N" },
  },
  async run(world, call, { id, events }) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const stored = loadTicket(backlog.value, id);
    if (!stored.ok) return stored;
    const { ticket, path, revision, problems } = stored.value;
    const parts = splitParts(backlog.value, ticket);
    const total = ticket.events.length;
    const shown =
      events === undefined ? ticket : { ...ticket, events: events === 0 ? [] : ticket.events.slice(-events) };
    return ok({
      ticket: ticketView(shown, path, revision),
      ...(parts === undefined ? {} : { parts }),
      ...(shown.events.length < total ? { events_total: total } : {}),
      problems: problems.map((problem) => ({ ...problem, file: path })),
    });
  },
});
