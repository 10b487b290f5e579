import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { applyReconcile, planReconcile, type Repair } from "../work/reconcile/reconcile.ts";
import { type Cards, cardsOf } from "./cards/cards-of.ts";
import { op } from "./op.ts";
import { openToApply } from "./orders/_workshop.ts";

export interface ReconcileAnswer {
  readonly repairs: readonly Repair[];
  readonly findings: readonly Finding[];
  /** What to do about the codes that somebody must act on. */
  readonly cards: Cards;
  readonly counts: Readonly<Record<Finding["severity"], number>>;
  /** Whether the repairs were made, or are only planned. */
  readonly applied: boolean;
}

/** Brings claims, records, worktrees, branches and statuses of orders back together. */
export const reconcileOp = op({
  name: "reconcile",
  summary: "Find and settle where orders, claims, worktrees and tickets disagree",
  about:
    "A process can die between any two steps, and hands can move what belongs together. This finds every such place and says what it would do; --apply does it. Work that is not merged is never removed: a branch with commits that its base lacks and a worktree with files that are not committed stay.\n\nExit code 1 when something disagrees (after --apply: still disagrees). Notes do not count.",
  examples: ["docket reconcile", "docket reconcile --apply"],
  group: "work",
  effect: "run",
  input: {
    apply: { type: "boolean", describe: "Settle what can be settled without a guess." },
  },
  async run(world, call, { apply }): Promise<Result<ReconcileAnswer>> {
    const opened = await openToApply(world, call, { verb: "reconcile", apply });
    if (!opened.ok) return opened;
    const { shop, applied } = opened.value;
    const reconciled = applied ? await applyReconcile(shop) : await planReconcile(shop);
    if (!reconciled.ok) return reconciled;
    const { repairs, findings } = reconciled.value;
    const count = (severity: Finding["severity"]): number => findings.filter((one) => one.severity === severity).length;
    const counts = { error: count("error"), warning: count("warning"), info: count("info") };
    return ok({ repairs, findings, cards: cardsOf(findings), counts, applied });
  },
  exitOf: ({ counts }) => (counts.error + counts.warning > 0 ? "findings" : "ok"),
});
