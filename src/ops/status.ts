import { overview } from "../work/status.ts";
import { LIMIT } from "./_filter.ts";
import { openWorkshop } from "./_workshop.ts";
import { op } from "./op.ts";

/** Shows who works on what. */
export const statusOp = op({
  name: "status",
  summary: "Show who works on what, and what waits to land",
  examples: ["docket status", "docket status --json"],
  group: "work",
  effect: "read",
  tool: "Counts by status, who holds which order since when, and what waits to land.",
  input: { limit: LIMIT },
  async run(world, call, given) {
    const opened = await openWorkshop(world, call, "status");
    return opened.ok ? overview(opened.value, given.limit) : opened;
  },
});
