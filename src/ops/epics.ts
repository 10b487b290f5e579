import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { readEpics } from "../store/epics-file.ts";
import { epicViews } from "./_epics.ts";
import { op } from "./op.ts";

/** Lists the epics. */
export const epicsOp = op({
  name: "epics",
  summary: "List the epics with their progress and queues",
  about:
    "Rejected tickets count neither as done nor as left to do. An epic that tickets name and epics.yaml lacks is listed last.",
  examples: ["docket epics", "docket epics --json"],
  group: "plan",
  effect: "read",
  input: {},
  async run(world, call) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    return ok(epicViews(backlog.value, await readEpics(backlog.value)));
  },
});
