import { join } from "node:path";
import type { ProblemReport } from "../findings/problems/problem.ts";
import { readProblemReport } from "../findings/problems/read-problem-report.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { ToolKit } from "./_tool.ts";
import { fromTools } from "./_tool-chosen.ts";
import { toolNotRead, toolReportMissing } from "./_tool-faults.ts";
import { MAX_TOOL_REPORT_BYTES } from "./_tool-limits.ts";
import { projectOf } from "./_tool-project.ts";
import { reportFiles } from "./_tool-report-files.ts";
import { toolFinding } from "./_tool-rules.ts";
import { runTool, startTool, type ToolCall } from "./_tool-run.ts";
import { type Failed, type NamedReport, type Reports, together } from "./_tool-together.ts";
import type { Look } from "./source.ts";

/** Gets the reports of a source: as the settings say, else from the tools that the repository uses. */
export async function reportsOf(look: Look, kit: ToolKit): Promise<Result<Reports>> {
  const { command, report } = look.settings;
  if (command !== undefined) {
    const agreed = look.mayRun(command);
    if (!agreed.ok) return agreed;
  }
  if (report !== undefined) return fromFiles(look, kit, report);
  if (command === undefined) return fromTools(look, kit);
  const ran = await runTool(look, commandCall(look, kit, command));
  if (!ran.ok) return ran;
  const project = projectOf(look);
  return ok(together([{ name: command, report: ran.value, file: kit.fileOf?.(project, ran.value.format) }], []));
}

function commandCall(look: Look, { name, formats, silence, silent }: ToolKit, command: string): ToolCall {
  return {
    source: name,
    line: command,
    folder: look.root,
    command: { shell: command },
    formats,
    silence: silent?.test(command) === true ? "no-print" : silence,
    limitMs: look.limitMs,
  };
}

async function fromFiles(look: Look, kit: ToolKit, report: string): Promise<Result<Reports>> {
  const { command } = look.settings;
  const began = look.world.files.stampMs();
  if (command !== undefined) {
    const ran = await startTool(look, commandCall(look, kit, command));
    if (!ran.ok) return ran;
  }
  const found = reportFiles(look, kit.name, report);
  if (!found.ok) return found;
  const project = projectOf(look);
  const reports: NamedReport[] = [];
  const failed: { readonly path: string; readonly fault: Fault }[] = [];
  for (const path of found.value) {
    const stat = look.world.files.stat(join(look.root, path));
    // A disk may keep times in whole seconds.
    const isOld = command !== undefined && (stat?.mtimeMs ?? 0) < began - 2_000;
    if (isOld) return err(toolReportMissing({ report: path, source: kit.name, isOld }));
    const read = readReportFile(look, kit, path);
    if (!read.ok) {
      failed.push({ path, fault: read.fault });
      continue;
    }
    reports.push({
      name: path,
      tool: read.value.format,
      report: read.value,
      file: kit.fileOf?.(project, read.value.format),
    });
  }
  const [first] = failed;
  if (first !== undefined && reports.length === 0) return err(first.fault);
  return ok(together(reports, failed.map(failing)));
}

/** Of several reports one that cannot be read takes nothing from the others; whatever it would have named is not gone. */
const failing = ({ path, fault }: { readonly path: string; readonly fault: Fault }): Failed => ({
  finding: toolFinding("report-not-whole", path, {
    message: fault.message,
    hint: "let the tool write it again; until then nothing counts as gone",
  }),
});

function readReportFile(look: Look, { name, formats }: ToolKit, path: string): Result<ProblemReport> {
  const bytes = look.world.files.read(join(look.root, path), MAX_TOOL_REPORT_BYTES);
  if (!bytes.ok) return bytes;
  const report = readProblemReport(new TextDecoder().decode(bytes.value), formats);
  if (report === undefined || (report.problems.length === 0 && !report.complete))
    return err(toolNotRead({ tool: path, source: name, how: "is there", said: "" }));
  return ok(report);
}
