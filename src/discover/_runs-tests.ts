import { dirname, join } from "node:path";
import { readPrintedReport } from "../findings/printed-report.ts";
import { readTestReport } from "../findings/read-test-report.ts";
import { reportingCommand } from "../findings/test-command.ts";
import type { TestReport } from "../findings/test-report.ts";
import { underRoot } from "../findings/under-root.ts";
import type { FileStat } from "../ports/files.ts";
import type { Excerpt, ProcessAnswer } from "../ports/processes.ts";
import { err, ok, type Result } from "../std/result.ts";
import { placeFrom } from "./_runs-place.ts";
import { messageOf } from "./_runs-text.ts";
import { testsNotRead, testsNotRun } from "./runs-faults.ts";
import type { Look } from "./source.ts";

/** How much of what a test command prints is kept, and the largest report that is read. */
const MAX_REPORT_BYTES = 32 * 1024 * 1024;

/** For tools that would ask, colour or write snapshots for a person. */
const QUIET = { CI: "1", NO_COLOR: "1", INSTA_UPDATE: "no" };

/** Runs the test command once and reads what it reports. */
export async function runTests(look: Look, command: string, limitMs: number): Promise<Result<TestReport>> {
  const { world, root, settings, stop } = look;
  const file = settings.report === undefined ? undefined : reportFile(look, settings.report);
  if (file === "outside") return err(testsNotRead({ command, how: "has its report outside the repository" }));
  const before = file === undefined ? undefined : world.files.stat(file);
  const run = await world.processes.run({
    command: { shell: command },
    cwd: root,
    env: QUIET,
    limitMs,
    keepBytes: MAX_REPORT_BYTES,
    stop,
  });
  if (!run.ok) return run;
  const isOld = file !== undefined && isSame(before, world.files.stat(file));
  const read = file === undefined ? printed(run.value) : isOld ? undefined : written(look, file);
  if (read !== undefined) {
    const isOver = run.value.end === "exit";
    const whole = { ...read, complete: read.complete && isOver };
    return ok(underRoot(whole, [root, world.files.realPath(root) ?? root]));
  }
  const how = HOW[run.value.end];
  if (run.value.end !== "exit") return err(testsNotRun({ command, how }));
  const wrote = isOld ? `, did not write ${settings.report ?? ""} anew,` : "";
  const ended = `${how} with ${run.value.code}${await lastWords(run.value)}${wrote}`;
  // Shells end so where there is no such program.
  const isMissing = run.value.code === 127 ? ({ isMissing: true } as const) : {};
  return err(testsNotRead({ command, how: ended, ...isMissing }));
}

/** What a command that failed said last, which is mostly why. */
async function lastWords({ code, stderr }: ProcessAnswer): Promise<string> {
  const lines = textOf(stderr).split("\n");
  const last = code === 0 ? undefined : lines.findLast((line) => /[\p{L}\p{N}]/u.test(line));
  return last === undefined ? "" : ` (${(await messageOf(last)).trim()})`;
}

/** The report of an earlier run is not the report of this one. It may be a file that the repository keeps, so nobody removes it. */
function isSame(before: FileStat | undefined, after: FileStat | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const told = ({ ino, size, mtimeMs, ctimeMs }: FileStat) => [ino, size, mtimeMs, ctimeMs].join(" ");
  return told(before) === told(after);
}

/** Neither by its name nor through a link may it lead elsewhere. */
function reportFile({ world, root }: Look, report: string): string {
  const path = placeFrom(report)?.path;
  if (path === undefined) return "outside";
  const file = join(root, path);
  if (world.files.stat(file)?.isSymbolicLink() === true) return "outside";
  const folder = world.files.realPath(dirname(file));
  return folder === undefined || folder === root || folder.startsWith(`${root}/`) ? file : "outside";
}

const HOW: Readonly<Record<ProcessAnswer["end"], string>> = {
  exit: "ended",
  signal: "was ended by a signal",
  "time-limit": "did not end in time",
  stopped: "was stopped",
};

/** A command that chooses its report itself is left as it is. */
export function commandFor({ settings }: Look): string | undefined {
  const { command, report } = settings;
  if (command === undefined || command.trim() === "") return undefined;
  return report !== undefined || /reporter|--json\b|junit/i.test(command) ? command : reportingCommand(command).command;
}

function printed({ stdout, stderr }: ProcessAnswer): TestReport | undefined {
  const isWhole = stdout.tail.length === 0 && stderr.tail.length === 0;
  return readPrintedReport({ stdout: textOf(stdout), stderr: textOf(stderr), isWhole });
}

const textOf = ({ head, tail }: Excerpt): string =>
  `${new TextDecoder().decode(head)}${tail.length === 0 ? "" : `\n${new TextDecoder().decode(tail)}`}`;

function written({ world }: Look, file: string): TestReport | undefined {
  if (world.files.stat(file)?.isFile() !== true) return undefined;
  const bytes = world.files.read(file, MAX_REPORT_BYTES);
  return bytes.ok ? readTestReport(new TextDecoder().decode(bytes.value)) : undefined;
}
