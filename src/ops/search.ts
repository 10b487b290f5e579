import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { searchTickets } from "../store/read/search.ts";
import type { Summary } from "../ticket/model.ts";
import { FILTERS, filterOf, isEmpty, matches, refuseSlip } from "./_filter.ts";
import { ticketLine } from "./_ticket-view.ts";
import { op } from "./op.ts";

/** Finds tickets by words. */
export const searchOp = op({
  name: "search",
  summary: "Find tickets by words in title, text and thread",
  about:
    "All words must be there; beginnings of words count. The best fits come first, closed tickets too unless --status says otherwise.",
  examples: ["docket search passkey", 'docket search "session token" --kind bug --limit 5'],
  group: "tickets",
  effect: "read",
  tool: "Full-text search; ranked, with snippets.",
  input: {
    query: { type: "strings", required: true, position: 0, describe: "Words to look for.", word: "words" },
    ...FILTERS,
    limit: { type: "integer", default: 20, min: 0, max: 10_000, short: "n", describe: "At most this many.", word: "N" },
  },
  async run(world, call, given) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const filter = filterOf(given);
    const accept = isEmpty(filter) ? undefined : (summary: Summary): boolean => matches(summary, filter);
    const query = given.query.join(" ");
    const { hits, total } = searchTickets(backlog.value, query, { accept, limit: given.limit });
    const sound = await refuseSlip(backlog.value, filter, total);
    if (!sound.ok) return sound;
    const tickets = hits.map(({ summary, score, snippet }) => ({
      ...ticketLine(summary),
      score: Number(score.toFixed(3)),
      snippet,
    }));
    return ok({ query, tickets, total });
  },
});
