import type { Finding } from "../std/finding.ts";
import { nearest } from "../std/nearest.ts";
import { err, ok, type Result } from "../std/result.ts";
import { claimRules } from "../work/claims/rules.ts";
import { planReconcile } from "../work/reconcile/reconcile.ts";
import { reconcileRules } from "../work/reconcile/rules.ts";
import { auditCodeUnknown } from "./faults.ts";
import { op } from "./op.ts";
import { openWorkshop } from "./orders/_workshop.ts";

export interface AuditAnswer {
  readonly findings: readonly Finding[];
  /** How often each code was found. */
  readonly codes: Readonly<Record<string, number>>;
  readonly failOn: readonly string[];
  /** Codes of --fail-on that were found. */
  readonly failed: readonly string[];
}

/** Judges the orders of a backlog for a script. */
export const auditOp = op({
  name: "audit",
  summary: "Count what disagrees about orders, and fail on chosen codes",
  about:
    "Finds what docket reconcile finds, changes nothing, and exits with 1 only when a code named by --fail-on was found. error and warning stand for all codes of that weight.",
  examples: [
    "docket audit",
    "docket audit --fail-on order-duplicate --fail-on claim-dead",
    "docket audit --fail-on error",
  ],
  group: "work",
  effect: "read",
  input: {
    fail_on: { type: "strings", describe: "Code that makes the exit code 1.", word: "code" },
  },
  async run(world, call, given): Promise<Result<AuditAnswer>> {
    const failOn = given.fail_on ?? [];
    const known: readonly string[] = [
      ...[...reconcileRules, ...claimRules].map(({ code }) => code),
      "error",
      "warning",
    ];
    const unknown = failOn.find((code) => !known.includes(code));
    if (unknown !== undefined) return err(auditCodeUnknown({ code: unknown, nearest: nearest(unknown, known) }));
    const opened = await openWorkshop(world, call, "audit");
    if (!opened.ok) return opened;
    const found = await planReconcile(opened.value);
    if (!found.ok) return found;
    const { findings } = found.value;
    const failed = failOn.filter((code) => findings.some((one) => one.code === code || one.severity === code));
    const codes = Object.fromEntries(
      [...Map.groupBy(findings, ({ code }) => code)].map(([code, all]) => [code, all.length]),
    );
    return ok({ findings, codes, failOn, failed });
  },
  exitOf: ({ failed }) => (failed.length > 0 ? "findings" : "ok"),
});
