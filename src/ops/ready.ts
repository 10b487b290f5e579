import type { Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { FILTERS, LIMIT } from "./_filter.ts";
import { type ReadinessList, readyList } from "./_readiness-list.ts";
import { op } from "./op.ts";
import type { Promoted } from "./refine/_promote.ts";

/** Lists what can be started now. */
export const readyOp = op({
  name: "ready",
  summary: "List what can be started now",
  about:
    "Open tickets that wait for nothing: dependencies done, nothing blocks them, no open question. Most pressing first. --promote first brings tickets here: each new or refined one that passes its guards and has no error in docket check moves on.",
  examples: ["docket ready", "docket ready --label auth --limit 5 --json", "docket ready --promote --dry-run"],
  group: "plan",
  effect: "read",
  effectOf: ({ promote }) => (promote === true ? "write" : "read"),
  tool: "Tickets that can be started now, most pressing first.",
  input: {
    ...FILTERS,
    limit: LIMIT,
    promote: {
      type: "boolean",
      cliOnly: true,
      describe: "Move what passes docket check from new to refined to ready; say of the rest what is missing.",
    },
  },
  async run(world, call, given): Promise<Result<ReadinessList | Promoted>> {
    // The one form of this verb that writes is loaded only then: it needs the index of the code.
    if (given.promote === true) return (await import("./refine/_promote.ts")).promote({ world, call }, given);
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    return readyList(backlog.value, given, given.limit);
  },
});
