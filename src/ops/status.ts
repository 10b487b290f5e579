import { ok, type Result } from "../std/result.ts";
import type { DiskUse } from "../work/disk-use.ts";
import { type Overview, overview } from "../work/status.ts";
import { LIMIT } from "./_filter.ts";
import { op } from "./op.ts";
import { openWorkshop } from "./orders/_workshop.ts";

export type Status = Overview & { readonly disk?: DiskUse };

/** Shows who works on what. */
export const statusOp = op({
  name: "status",
  summary: "Show who works on what, and what waits to land",
  examples: ["docket status", "docket status --disk", "docket status --json"],
  group: "work",
  effect: "read",
  tool: "Counts by status, who holds which order since when, and what waits to land.",
  input: {
    limit: LIMIT,
    disk: { type: "boolean", describe: "How much room checkouts and private logs take up.", cliOnly: true },
  },
  async run(world, call, given): Promise<Result<Status>> {
    const opened = await openWorkshop(world, call, "status");
    if (!opened.ok) return opened;
    const seen = await overview(opened.value, given.limit);
    if (!seen.ok || given.disk !== true) return seen;
    const { diskUse } = await import("../work/disk-use.ts");
    const disk = await diskUse(opened.value, given.limit);
    return disk.ok ? ok({ ...seen.value, disk: disk.value }) : disk;
  },
});
