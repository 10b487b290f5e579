import { ok } from "../std/result.ts";
import { syncBacklog } from "../store/sync/sync.ts";
import { openDesk } from "./_change-ticket.ts";
import { op } from "./op.ts";

/** Brings this clone and a remote to the same backlog. */
export const syncOp = op({
  name: "sync",
  summary: "Exchange the backlog with the remote: fetch, merge, push",
  about:
    "Tickets are merged field by field and event by event, so there is never a conflict to solve by hand; where two sides wrote different values, the one that lost is kept in the ticket's thread.",
  examples: ["docket sync", "docket sync --remote upstream --json"],
  group: "backlog",
  effect: "write",
  input: {
    remote: { type: "string", describe: "Remote to exchange with; origin unless set otherwise.", word: "name" },
  },
  async run(world, call, { remote }) {
    const desk = await openDesk(world, call, "sync");
    if (!desk.ok) return desk;
    const report = await syncBacklog(desk.value.backlog, desk.value.writing, remote);
    if (!report.ok) return report;
    const { findings, ...rest } = report.value;
    return ok({ ...rest, problems: findings, ...(call.dryRun ? { dryRun: true } : {}) });
  },
});
