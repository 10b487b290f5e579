import { ok, type Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { byPlace, findingsInFiles } from "../store/doctor/diagnose.ts";
import { examine } from "../store/doctor/examine.ts";
import { steadily } from "../store/index/steadily.ts";
import { namedFiles } from "./_files-of-backlog.ts";
import { circles, exitOfReport, type Report, reportOf } from "./_report.ts";
import { op } from "./op.ts";
import { orderRecordFindings } from "./orders/_order-records.ts";

/** Checks what stands in the files of the backlog, and nothing around them. */
export const validateOp = op({
  name: "validate",
  summary: "Check the files of the backlog: their form and what they refer to",
  about:
    "What docket doctor says about tickets, settings, epics, Definitions of Done, orders and verdicts, without a look at git, the clone or the remote: the check for an editor, a hook or CI. With files only these are told of. The package has a JSON Schema for each kind of file in schemas/.",
  examples: ["docket validate", "docket validate --strict", "docket validate docket.yaml --json"],
  group: "backlog",
  effect: "read",
  input: {
    files: { type: "strings", position: 0, describe: "Only tell of these files.", word: "file" },
    strict: { type: "boolean", describe: "Warnings count as errors for the exit code." },
  },
  async run(world, call, given): Promise<Result<Report>> {
    const opened = await openBacklog(world, call.cwd);
    if (!opened.ok) return opened;
    const backlog = opened.value;
    const named = namedFiles(backlog, call.cwd, given.files ?? []);
    if (!named.ok) return named;
    const examined = steadily(backlog, () => examine(backlog));
    const all = [...findingsInFiles(examined, circles), ...orderRecordFindings(backlog, examined.ids)];
    const wanted = new Set(named.value);
    const findings = all.filter(({ file }) => wanted.size === 0 || wanted.has(file)).sort(byPlace);
    return ok(reportOf({ findings, examined }, { strict: given.strict === true }));
  },
  exitOf: exitOfReport,
});
