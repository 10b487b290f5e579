import { join } from "node:path";
import type { ProblemReport } from "../findings/problems/problem.ts";
import { readProblemReport } from "../findings/problems/read-problem-report.ts";
import { programMissing } from "../ports/faults.ts";
import type { Fault } from "../std/fault.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Tool, ToolKit } from "./_tool.ts";
import { toolNotRead, toolReportMissing } from "./_tool-faults.ts";
import { MAX_TOOL_REPORT_BYTES } from "./_tool-limits.ts";
import { type Project, projectOf } from "./_tool-project.ts";
import { reportFiles } from "./_tool-report-files.ts";
import { toolFinding } from "./_tool-rules.ts";
import { runTool, startTool, type ToolCall } from "./_tool-run.ts";
import type { Look } from "./source.ts";

/** A report, and the file its problems are about where they name none. */
export interface NamedReport {
  readonly name: string;
  readonly report: ProblemReport;
  readonly file?: string | undefined;
}

export interface Reports {
  readonly reports: readonly NamedReport[];
  readonly findings: readonly Finding[];
  readonly isWhole: boolean;
}

/** Gets the reports of a source: as the settings say, else from the tools that the repository uses. */
export async function reportsOf(look: Look, kit: ToolKit): Promise<Result<Reports>> {
  const { command, report } = look.settings;
  if (command !== undefined) {
    const agreed = look.mayRun(command);
    if (!agreed.ok) return agreed;
  }
  const project = projectOf(look);
  if (report !== undefined) return fromFiles(look, kit, report);
  if (command === undefined) return fromTools(look, kit, project);
  const ran = await runTool(look, commandCall(look, kit, command));
  if (!ran.ok) return ran;
  return ok(together([{ name: command, report: ran.value, file: kit.fileOf?.(project, ran.value.format) }], []));
}

function commandCall(look: Look, { name, formats, isQuiet }: ToolKit, command: string): ToolCall {
  return { source: name, line: command, command: { shell: command }, formats, isQuiet, limitMs: look.limitMs };
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
  for (const path of found.value) {
    const stat = look.world.files.stat(join(look.root, path));
    // A disk may keep times in whole seconds.
    const isOld = command !== undefined && (stat?.mtimeMs ?? 0) < began - 2_000;
    if (isOld) return err(toolReportMissing({ report: path, source: kit.name, isOld }));
    const read = readReportFile(look, kit, path);
    if (!read.ok) return read;
    reports.push({ name: path, report: read.value, file: kit.fileOf?.(project, read.value.format) });
  }
  return ok(together(reports, []));
}

function readReportFile(look: Look, { name, formats }: ToolKit, path: string): Result<ProblemReport> {
  const bytes = look.world.files.read(join(look.root, path), MAX_TOOL_REPORT_BYTES);
  if (!bytes.ok) return bytes;
  const report = readProblemReport(new TextDecoder().decode(bytes.value), formats);
  if (report === undefined || (report.problems.length === 0 && !report.complete))
    return err(toolNotRead({ tool: path, source: name, how: "is there", said: "" }));
  return ok(report);
}

/** Each tool by itself: that one is missing or fails takes nothing from the others, but then nothing counts as gone. */
async function fromTools(look: Look, kit: ToolKit, project: Project): Promise<Result<Reports>> {
  const tools = kit.choose(project);
  const began = look.world.clock.monotonic();
  const reports: NamedReport[] = [];
  const failed: { readonly tool: Tool; readonly fault: Fault }[] = [];
  for (const [at, tool] of tools.entries()) {
    const left = look.limitMs - (look.world.clock.monotonic() - began);
    const ran = await runChosen(look, kit, { tool, project, limitMs: Math.max(1, left) });
    if (ran.ok) reports.push({ name: tool.name, report: ran.value, file: tool.file });
    else failed.push({ tool, fault: ran.fault });
    look.progress(at + 1, tools.length);
  }
  const [first] = failed;
  if (first !== undefined && reports.length === 0) return err(first.fault);
  const findings = failed.map(({ tool, fault }) =>
    toolFinding("tool-failed", tool.name, {
      message: fault.message,
      ...(fault.hint === undefined ? {} : { hint: fault.hint }),
    }),
  );
  return ok(together(reports, findings));
}

interface Chosen {
  readonly tool: Tool;
  readonly project: Project;
  readonly limitMs: number;
}

async function runChosen(look: Look, kit: ToolKit, { tool, project, limitMs }: Chosen): Promise<Result<ProblemReport>> {
  const program = project.program(tool.program);
  if (program === undefined) return err(programMissing({ program: tool.program }));
  const line = [program.inProject ?? program.file, ...tool.args].join(" ");
  const isTheirs =
    tool.runsTheirCode || (program.inProject !== undefined && !(await isOwnInstall(look, program.inProject)));
  const agreed = isTheirs ? look.mayRun(line) : ok(undefined);
  if (!agreed.ok) return agreed;
  return runTool(look, {
    source: kit.name,
    line,
    command: { file: program.file, args: tool.args },
    formats: tool.formats,
    isQuiet: kit.isQuiet,
    limitMs,
  });
}

/** A program that git ignores was put there by whoever installed the packages here; one that came with the repository may be anything. */
async function isOwnInstall(look: Look, path: string): Promise<boolean> {
  const ignored = await look.world.git.run({ cwd: look.root, args: ["check-ignore", "--quiet", "--", path] });
  return ignored.ok && ignored.value.code === 0;
}

function together(reports: readonly NamedReport[], failed: readonly Finding[]): Reports {
  const partial = reports.filter(({ report }) => !report.complete);
  return {
    reports,
    isWhole: failed.length === 0 && partial.length === 0,
    findings: [
      ...failed,
      ...partial.map(({ name }) =>
        toolFinding("report-not-whole", name, {
          message: "the report ends in the middle, or the tool could not look at everything",
          hint: "mend what the tool itself complains about, such as a file with an error in its syntax; until then nothing counts as gone",
        }),
      ),
    ],
  };
}
