import { openBacklog } from "../store/backlog.ts";
import { FILTERS, LIMIT } from "./_filter.ts";
import { readinessList } from "./_readiness-list.ts";
import { op } from "./op.ts";

/** Lists what cannot start yet, and why. */
export const blockedOp = op({
  name: "blocked",
  summary: "List what waits, and for what",
  about:
    "Open tickets that cannot be started now, each with every reason: what it waits for, what blocks it, an open question, a cycle.",
  examples: ["docket blocked", "docket blocked --epic E-auth --json"],
  group: "plan",
  effect: "read",
  input: {
    ...FILTERS,
    limit: LIMIT,
  },
  async run(world, call, given) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const states = ["blocked", "parked"] as const;
    return readinessList(world, backlog.value, { states, filter: given, limit: given.limit });
  },
});
