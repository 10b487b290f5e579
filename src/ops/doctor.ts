import { ok, type Result } from "../std/result.ts";
import { resolveAuthor } from "../store/actor.ts";
import { type Backlog, openBacklog } from "../store/backlog.ts";
import { byPlace, type Diagnosis, diagnose } from "../store/doctor/diagnose.ts";
import { repair } from "../store/doctor/repair.ts";
import { circles, exitOfReport, type Report, reportOf } from "./_report.ts";
import { type Call, op } from "./op.ts";
import { ordersDisagree } from "./orders/_orders-disagree.ts";

/** Checks the whole backlog. */
export const doctorOp = op({
  name: "doctor",
  summary: "Check the backlog, and mend what can be mended safely",
  about:
    "Reads every file and says what is wrong, where, and the way out; of orders that disagree with their claims or checkouts only how many there are, as docket reconcile names them. --fix does only what cannot lose information: it finishes a write that was cut off, renames files, gives the later of two tickets with one id a new one, merges what a git merge left in conflict, and tells git how to merge tickets. With --dry-run it says what it would do.",
  examples: ["docket doctor", "docket doctor --strict", "docket doctor --fix --dry-run", "docket doctor --fix"],
  group: "backlog",
  effect: "write",
  input: {
    strict: { type: "boolean", describe: "Warnings count as errors for the exit code." },
    fix: { type: "boolean", describe: "Mend what cannot lose information." },
  },
  async run(world, call, { strict, fix }) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    if (fix === true) return mend(backlog.value, call, strict === true);
    const diagnosis = await lookAtAll(backlog.value, call);
    return diagnosis.ok ? ok(reportOf(diagnosis.value, { strict: strict === true })) : diagnosis;
  },
  exitOf: exitOfReport,
});

async function lookAtAll(backlog: Backlog, call: Call): Promise<Result<Diagnosis>> {
  const diagnosis = await diagnose(backlog, circles);
  if (!diagnosis.ok) return diagnosis;
  const orders = await ordersDisagree(backlog, call);
  return ok({ ...diagnosis.value, findings: [...diagnosis.value.findings, ...orders].sort(byPlace) });
}

async function mend(backlog: Backlog, call: Call, strict: boolean): Promise<Result<Report>> {
  const author = await resolveAuthor(backlog.world, call);
  if (!author.ok) return author;
  // The settings may be what is broken, so the usual wait for the lock stands in for theirs.
  const writing = { author: author.value, command: "doctor --fix", dryRun: call.dryRun };
  const repaired = await repair(backlog, writing, circles);
  if (!repaired.ok) return repaired;
  const { planned, before } = repaired.value;
  if (call.dryRun) return ok({ ...reportOf(before, { strict, planned }), dryRun: true as const });
  const after = await lookAtAll(backlog, call);
  return after.ok ? ok(reportOf(after.value, { strict, planned })) : after;
}
