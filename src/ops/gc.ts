import { ok, type Result } from "../std/result.ts";
import { type Collected, collect } from "../work/reconcile/collect.ts";
import { op } from "./op.ts";
import { openToApply } from "./orders/_workshop.ts";

export interface GcAnswer extends Collected {
  readonly applied: boolean;
}

/** Clears away what ended orders left. */
export const gcOp = op({
  name: "gc",
  summary: "Remove worktrees, logs and journals of orders that ended long ago",
  about:
    "Looks at orders that ended more than orders.retentionDays ago. A worktree goes only when it is clean and its base has all its commits, and its branch with it; private logs and journals go with time. Says what it would do; --apply does it.",
  examples: ["docket gc", "docket gc --apply"],
  group: "work",
  effect: "run",
  input: {
    apply: { type: "boolean", describe: "Remove them." },
  },
  async run(world, call, { apply }): Promise<Result<GcAnswer>> {
    const opened = await openToApply(world, call, { verb: "gc", apply });
    if (!opened.ok) return opened;
    const { shop, applied } = opened.value;
    const collected = await collect(shop, applied ? "apply" : "plan");
    return collected.ok ? ok({ ...collected.value, applied }) : collected;
  },
});
