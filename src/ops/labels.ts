import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { isOpen } from "../ticket/statuses.ts";
import { op } from "./op.ts";

/** Lists the labels in use. */
export const labelsOp = op({
  name: "labels",
  summary: "List the labels in use",
  examples: ["docket labels", "docket labels --json"],
  group: "plan",
  effect: "read",
  input: {},
  async run(world, call) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const { summaries, problems } = allTickets(backlog.value);
    const counts = new Map<string, { open: number; total: number }>();
    for (const { labels, status } of summaries) {
      for (const label of labels) {
        const { open, total } = counts.get(label) ?? { open: 0, total: 0 };
        counts.set(label, { open: open + (isOpen(status) ? 1 : 0), total: total + 1 });
      }
    }
    const labels = [...counts]
      .map(([label, count]) => ({ label, ...count }))
      .sort((a, b) => b.open - a.open || (a.label < b.label ? -1 : 1));
    return ok({ labels, problems });
  },
});
