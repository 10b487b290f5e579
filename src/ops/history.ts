import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { ticketCommits } from "../store/read/history.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { op } from "./op.ts";

/** Shows what happened to a ticket. */
export const historyOp = op({
  name: "history",
  summary: "Show what happened to a ticket, with the commits",
  examples: ["docket history k3f", "docket history k3f --limit 5 --json"],
  group: "tickets",
  effect: "read",
  input: {
    id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
    limit: {
      type: "integer",
      default: 50,
      min: 0,
      max: 100_000,
      short: "n",
      describe: "At most this many commits.",
      word: "N",
    },
  },
  async run(world, call, { id, limit }) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const stored = loadTicket(backlog.value, id);
    if (!stored.ok) return stored;
    const commits = await ticketCommits(backlog.value, stored.value.path, limit);
    if (!commits.ok) return commits;
    const { ticket } = stored.value;
    const events = ticket.events.map(({ id, kind, author, by, at, attributes }) => ({
      id,
      kind,
      author,
      by,
      at,
      ...attributes,
    }));
    return ok({ id: ticket.id, title: ticket.title, events, commits: commits.value });
  },
});
