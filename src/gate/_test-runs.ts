import { join } from "node:path";
import { readPrintedReport } from "../findings/printed-report.ts";
import { readTestReport } from "../findings/read-test-report.ts";
import type { TestReport } from "../findings/test-report.ts";
import { underRoot } from "../findings/under-root.ts";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import type { Processes } from "../ports/processes.ts";
import { ok, type Result } from "../std/result.ts";
import { type Mask, maskedReport } from "./_masked-report.ts";
import { unlikeCommit } from "./_proof-folder.ts";
import { globMatcher } from "./globs.ts";
import { MAX_REPORT_BYTES } from "./limits.ts";
import { type CheckEvidence, runCheck } from "./run-check.ts";

/** How tests are run and where their results stand. */
export interface TestCommand {
  /** A line for the shell. */
  readonly testCommand: string;
  readonly reportFormat?: string;
  /** From the root of the repository; without it, what the command prints is the report. */
  readonly reportFile?: string;
  readonly testGlobs: readonly string[];
  readonly limitMs: number;
  readonly logFolder: string;
  readonly stop?: AbortSignal;
  /** Takes the secrets out of what a report names and says. */
  readonly mask?: Mask;
}

export interface TestRun {
  readonly evidence: CheckEvidence;
  /** Undefined when nothing that was printed is a report. */
  readonly report: TestReport | undefined;
}

/** The runs on one set of files. */
export interface Phase {
  readonly runs: readonly TestRun[];
  /** Files of the commit that the runs changed, and files beside the tests that they made. */
  readonly written: readonly string[];
}

interface Ports {
  readonly git: Git;
  readonly files: Files;
  readonly processes: Processes;
}

interface Asked extends TestCommand {
  readonly folder: string;
  /** `base`, `overlay` or `head`. */
  readonly phase: string;
  /** How often to run; a further run may be wanted after the first ones. */
  readonly count: (runs: readonly TestRun[]) => number;
}

/** Runs the tests in a folder, each time on what the run before left. */
export async function runPhase(ports: Ports, asked: Asked): Promise<Result<Phase>> {
  const before = await unlikeCommit(ports.git, asked.folder);
  if (!before.ok) return before;
  const runs: TestRun[] = [];
  while (runs.length < asked.count(runs)) {
    const run = await runTests(ports, asked, runs.length + 1);
    if (!run.ok) return run;
    runs.push(run.value);
  }
  const after = await unlikeCommit(ports.git, asked.folder);
  if (!after.ok) return after;
  const isTest = globMatcher(asked.testGlobs);
  const written = [...after.value]
    .filter(([path, state]) => before.value.get(path) !== state && path !== asked.reportFile)
    .filter(([path, state]) => state !== "??" || (isTest(path) && !isCache(path)));
  return ok({ runs, written: written.map(([path]) => path).sort() });
}

/** What tools keep beside tests for themselves. */
function isCache(path: string): boolean {
  return /(?:^|\/)(?:__pycache__|\.pytest_cache|\.vitest|\.hypothesis|node_modules|target|coverage)\//.test(path);
}

/** For libraries that CI=1 does not tell; nothing that a script might take for a yes because it is not empty. */
const READ_ONLY_SNAPSHOTS = { INSTA_UPDATE: "no" };

async function runTests(ports: Ports, asked: Asked, number: number): Promise<Result<TestRun>> {
  const reportPath = asked.reportFile === undefined ? undefined : join(asked.folder, asked.reportFile);
  // The report of an earlier run, or one in the commit, is not the report of this run.
  const removed = reportPath === undefined ? ok(undefined) : ports.files.remove(reportPath);
  if (!removed.ok) return removed;
  const run = await runCheck(ports.processes, {
    name: `tests on ${asked.phase}, run ${number}`,
    command: asked.testCommand,
    folder: asked.folder,
    limitMs: asked.limitMs,
    log: join(asked.logFolder, `tests-${asked.phase}-${number}.log`),
    env: READ_ONLY_SNAPSHOTS,
    keepBytes: MAX_REPORT_BYTES,
    ...(asked.stop === undefined ? {} : { stop: asked.stop }),
  });
  if (!run.ok) return run;
  const text = reportPath === undefined ? undefined : ports.files.read(reportPath, MAX_REPORT_BYTES);
  const written = text?.ok ? new TextDecoder().decode(text.value) : "";
  const report =
    reportPath === undefined
      ? readPrintedReport(run.value, asked.reportFormat)
      : readTestReport(written, asked.reportFormat);
  const roots = [asked.folder, ports.files.realPath(asked.folder) ?? asked.folder];
  const named = report === undefined ? undefined : underRoot(report, roots);
  const masked = named === undefined || asked.mask === undefined ? named : await maskedReport(named, asked.mask);
  return ok({ evidence: run.value.evidence, report: masked });
}
