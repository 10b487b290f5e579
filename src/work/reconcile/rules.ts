import type { Severity } from "../../std/finding.ts";

/**
 * Everything in which claim, record, checkout, branch, ticket and journal of an order can disagree. What is `info` is worth knowing and
 * no disagreement. `repairable`: `docket reconcile --apply` can settle it without a guess; single cases may still wait for a person.
 */
export const reconcileRules = [
  {
    code: "run-interrupted",
    severity: "error",
    summary: "The process of a take, a finish or an integration died on the way.",
    repairable: true,
  },
  {
    code: "run-unusable",
    severity: "error",
    summary: "Nobody can go on with an interrupted run: its journal, its version or its order does not allow it.",
    repairable: true,
  },
  {
    code: "run-resumable",
    severity: "info",
    summary: "An interrupted run of an agent; the next docket run goes on with it.",
    repairable: false,
  },
  {
    code: "order-unreadable",
    severity: "error",
    summary: "The record of an order cannot be read; nothing about its ticket is repaired.",
    repairable: false,
  },
  {
    code: "order-without-ticket",
    severity: "error",
    summary: "An order is open whose ticket is not there or cannot be read.",
    repairable: false,
  },
  {
    code: "order-duplicate",
    severity: "error",
    summary: "Several orders of one ticket are open, and its claim names none of them.",
    repairable: false,
  },
  {
    code: "order-elsewhere",
    severity: "info",
    summary: "An order is open of which this clone has neither claim nor branch: it is worked on in another clone.",
    repairable: false,
  },
  {
    code: "order-without-claim",
    severity: "error",
    summary: "An order is open and nobody holds its ticket.",
    repairable: true,
  },
  {
    code: "order-lost-claim",
    severity: "error",
    summary: "An order is open, but another order holds its ticket.",
    repairable: true,
  },
  {
    code: "claim-without-order",
    severity: "error",
    summary: "A ticket is held for an order that was never recorded.",
    repairable: true,
  },
  {
    code: "claim-of-ended-order",
    severity: "error",
    summary: "A ticket is held for an order that has ended.",
    repairable: true,
  },
  {
    code: "claim-token-differs",
    severity: "error",
    summary: "The claim of an order has another token than its record, such as after a takeover that was cut off.",
    repairable: true,
  },
  {
    code: "claim-dead",
    severity: "error",
    summary: "The process that holds an order is gone, and no run goes on with it.",
    repairable: true,
  },
  {
    code: "status-differs",
    severity: "error",
    summary: "The status of a ticket does not fit its order.",
    repairable: true,
  },
  {
    code: "checkout-missing",
    severity: "error",
    summary: "The worktree of an open order is not where it should be.",
    repairable: true,
  },
  {
    code: "checkout-moved",
    severity: "warning",
    summary: "The worktree of an open order was moved to another place.",
    repairable: true,
  },
  { code: "branch-missing", severity: "error", summary: "The branch of an open order is gone.", repairable: true },
  {
    code: "head-elsewhere",
    severity: "error",
    summary: "The worktree of an open order stands on another branch, or on none.",
    repairable: true,
  },
  {
    code: "merged-outside",
    severity: "warning",
    summary: "Finished work is in its base already, and its ticket does not know.",
    repairable: true,
  },
  {
    code: "merged-unproven",
    severity: "warning",
    summary: "Work that was never finished is in its base; a person decides what that means.",
    repairable: false,
  },
  {
    code: "queue-left",
    severity: "warning",
    summary: "The queue of a base holds nothing that the base has not.",
    repairable: true,
  },
  {
    code: "queue-waits",
    severity: "warning",
    summary: "Merged work waits in the queue of its base and could land now.",
    repairable: true,
  },
  {
    code: "queue-blocked",
    severity: "info",
    summary: "Merged work waits in the queue of its base, and files of a checkout are in the way.",
    repairable: false,
  },
  {
    code: "queue-stranded",
    severity: "warning",
    summary: "The base went another way than its queue, so what waits there cannot land.",
    repairable: true,
  },
  {
    code: "scratch-left",
    severity: "warning",
    summary: "A proof or a merge that was cut off left its private worktree.",
    repairable: true,
  },
  {
    code: "ports-left",
    severity: "warning",
    summary: "A block of ports belongs to an order that has ended.",
    repairable: true,
  },
  {
    code: "checkout-left",
    severity: "warning",
    summary: "The worktree or branch of a merged order, or of none, holds nothing and is still there.",
    repairable: true,
  },
  {
    code: "checkout-kept",
    severity: "info",
    summary: "A worktree belongs to no order and holds work, so it stays.",
    repairable: false,
  },
  {
    code: "verdict-damaged",
    severity: "warning",
    summary: "The verdict of a finished order is missing, was edited or cannot be read.",
    repairable: false,
  },
  {
    code: "verdict-waived",
    severity: "info",
    summary: "A person let an order pass without a proof.",
    repairable: false,
  },
] as const satisfies readonly {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly repairable: boolean;
}[];

export type ReconcileCode = (typeof reconcileRules)[number]["code"];
