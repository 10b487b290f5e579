import { openBacklog } from "../store/backlog.ts";
import { FILTERS, LIMIT } from "./_filter.ts";
import { readyList } from "./_readiness-list.ts";
import { op } from "./op.ts";

/** Lists what can be started now. */
export const readyOp = op({
  name: "ready",
  summary: "List what can be started now",
  about:
    "Open tickets that wait for nothing: dependencies done, nothing blocks them, no open question. Most pressing first.",
  examples: ["docket ready", "docket ready --label auth --limit 5 --json"],
  group: "plan",
  effect: "read",
  tool: "Tickets that can be started now, most pressing first.",
  input: {
    ...FILTERS,
    limit: LIMIT,
  },
  async run(world, call, given) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    return readyList(backlog.value, given, given.limit);
  },
});
