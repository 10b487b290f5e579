import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { FILTERS } from "./_filter.ts";
import { readyList } from "./_readiness-list.ts";
import { op } from "./op.ts";

/** Names the one ticket to do next. */
export const nextOp = op({
  name: "next",
  summary: "Show the ticket to do next",
  about: "The first of docket ready. Nothing is claimed by asking.",
  examples: ["docket next", "docket next --kind bug --json"],
  group: "plan",
  effect: "read",
  tool: "The one ticket to do next, or null.",
  input: FILTERS,
  async run(world, call, given) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const list = await readyList(backlog.value, given, 1);
    if (!list.ok) return list;
    const { tickets, total, problems } = list.value;
    return ok({ ticket: tickets[0] ?? null, ready: total, problems });
  },
});
