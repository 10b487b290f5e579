import { join, posix } from "node:path";
import type { ProblemReport } from "../findings/problems/problem.ts";
import { programMissing } from "../ports/faults.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Tool, ToolKit } from "./_tool.ts";
import { MAX_NESTED_PROJECTS } from "./_tool-limits.ts";
import type { Project } from "./_tool-project.ts";
import { projectsOf } from "./_tool-projects.ts";
import { toolFinding } from "./_tool-rules.ts";
import { runTool } from "./_tool-run.ts";
import { type Failed, type NamedReport, type Reports, together } from "./_tool-together.ts";
import type { Look } from "./source.ts";

interface Chosen {
  readonly tool: Tool;
  readonly project: Project;
}

/**
 * Runs the tools that the repository uses, each by itself: that one is missing or fails takes nothing from the others, but then nothing
 * counts as gone.
 */
export async function fromTools(look: Look, kit: ToolKit): Promise<Result<Reports>> {
  const { projects, isWhole } = await projectsOf(look, kit.projectFiles);
  const { chosen, left } = withinLimit(chosenIn(projects, kit));
  const began = look.world.clock.monotonic();
  const reports: NamedReport[] = [];
  const failed: Failing[] = [];
  for (const [at, one] of chosen.entries()) {
    const leftMs = look.limitMs - (look.world.clock.monotonic() - began);
    const ran = await runChosen({ ...look, limitMs: Math.max(1, leftMs) }, kit, one);
    const name = one.project.folder === "" ? one.tool.name : `${one.tool.name} in ${one.project.folder}`;
    if (ran.ok) reports.push({ name, report: belowFolder(ran.value, one.project.folder), file: fileOf(one) });
    else failed.push({ name, folder: one.project.folder, fault: ran.fault });
    look.progress(at + 1, chosen.length);
  }
  const [first] = failed;
  if (first !== undefined && reports.length === 0) return err(first.fault);
  const cut = isWhole ? left : [...left, ""];
  return ok(together(reports, [...failed.map(failure), ...cut.map(leftOut)]));
}

/** What runs where: in a folder below another one that uses the same tool nothing, unless each is looked at by itself. */
function chosenIn(projects: readonly Project[], kit: ToolKit): readonly Chosen[] {
  const chosen: Chosen[] = [];
  for (const project of projects) {
    const above = chosen.filter((one) => one.project.folder === "" || isBelow(project.folder, one.project.folder));
    const used = new Set(kit.nested === "each" ? [] : above.map(({ tool }) => tool.program));
    const tools = kit.choose(project).filter(({ program }) => !used.has(program));
    chosen.push(...tools.map((tool) => ({ tool, project })));
  }
  return chosen;
}

/** The tools of so many folders; the other folders that have one. */
function withinLimit(all: readonly Chosen[]): { readonly chosen: readonly Chosen[]; readonly left: readonly string[] } {
  const folders = [...new Set(all.map(({ project }) => project.folder))].filter((folder) => folder !== "");
  const left = new Set(folders.slice(MAX_NESTED_PROJECTS));
  return { chosen: all.filter(({ project }) => !left.has(project.folder)), left: [...left] };
}

const isBelow = (folder: string, upper: string): boolean => folder.startsWith(`${upper}/`);

/** A tool names files from where it runs. */
function belowFolder(report: ProblemReport, folder: string): ProblemReport {
  if (folder === "") return report;
  const below = (file: string): string =>
    /^(?:[/\\]|[A-Za-z][A-Za-z+.-]*:)/.test(file) ? file : posix.join(folder, file);
  const problems = report.problems.map((one) => (one.file === undefined ? one : { ...one, file: below(one.file) }));
  return { ...report, problems, ...(report.unread === undefined ? {} : { unread: report.unread.map(below) }) };
}

async function runChosen(look: Look, kit: ToolKit, { tool, project }: Chosen): Promise<Result<ProblemReport>> {
  const program = project.program(tool.program);
  if (program === undefined) return err(programMissing({ program: tool.program }));
  const line = [program.inProject ?? program.file, ...tool.args].join(" ");
  const isTheirs =
    tool.runsTheirCode ||
    (program.inProject !== undefined && !(await isOwnInstall(look, posix.join(project.folder, program.inProject))));
  const agreed = isTheirs ? look.mayRun(line) : ok(undefined);
  if (!agreed.ok) return agreed;
  return runTool(look, {
    source: kit.name,
    line,
    folder: join(look.root, project.folder),
    command: { file: program.file, args: tool.args },
    formats: tool.formats,
    silence: tool.silence ?? kit.silence,
    limitMs: look.limitMs,
  });
}

/** A program that git ignores was put there by whoever installed the packages here; one that came with the repository may be anything. */
async function isOwnInstall(look: Look, path: string): Promise<boolean> {
  const ignored = await look.world.git.run({ cwd: look.root, args: ["check-ignore", "--quiet", "--", path] });
  return ignored.ok && ignored.value.code === 0;
}

const fileOf = ({ tool, project }: Chosen): string | undefined =>
  tool.file === undefined ? undefined : posix.join(project.folder, tool.file);

interface Failing {
  readonly name: string;
  readonly folder: string;
  readonly fault: Fault;
}

const leftOut = (folder: string): Failed => ({
  folder,
  finding: toolFinding("report-not-whole", folder === "" ? "." : folder, {
    message: `there are more than ${MAX_NESTED_PROJECTS} folders with projects of their own, and not all were looked at`,
    hint: "leave out those that need no look with exclude; until then nothing there counts as gone",
  }),
});

const failure = ({ name, folder, fault: { message, hint } }: Failing): Failed => ({
  folder,
  finding: toolFinding("tool-failed", name, { message, ...(hint === undefined ? {} : { hint }) }),
});
