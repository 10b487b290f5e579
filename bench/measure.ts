import { spawnSync } from "node:child_process";

/** One whole process to run. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Exit code 1 is an answer too. */
  readonly findingsAreFine?: boolean;
}

/** A command that did not do what was measured; its row is reported as failed. */
export class CommandFailed extends Error {}

const OUTPUT_LIMIT_BYTES = 512 * 1024 * 1024;
const LIMIT_MS = 300_000;

/** Surroundings that hold nothing of the machine's user. */
export const surroundings: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Bench",
  GIT_AUTHOR_EMAIL: "bench@example.org",
  GIT_COMMITTER_NAME: "Bench",
  GIT_COMMITTER_EMAIL: "bench@example.org",
  DOCKET_ACTOR: "bench",
  LC_ALL: "C.UTF-8",
};

/** Runs a command to its end and answers its output; throws unless it succeeded. */
export function runCommand(command: Command): string {
  return run(command).stdout;
}

/** Milliseconds of one whole process, from its start until all its output is read. */
export function timeCommand(command: Command): number {
  return run(command).ms;
}

/** Peak memory in MB of one Node process, as the kernel saw it. */
export function peakOf(command: Command): number {
  const probe = new URL("./peak.cjs", import.meta.url).pathname;
  return peakIn(run({ ...command, args: ["--require", probe, ...command.args] }).extra);
}

/** The same for a launcher that becomes a Node process. */
export function peakOfLaunched(command: Command): number {
  const probe = new URL("./peak.cjs", import.meta.url).pathname;
  return peakIn(run({ ...command, env: { ...command.env, NODE_OPTIONS: `--require "${probe}"` } }).extra);
}

function peakIn(told: string): number {
  const kilobytes = Number(told);
  if (!(kilobytes > 0)) throw new CommandFailed("the process did not report its peak memory");
  return kilobytes / 1024;
}

/** Milliseconds of processor time of one Node process, as the kernel counts them. */
export function processorTimeOf(command: Command): number {
  const probe = new URL("./time.cjs", import.meta.url).pathname;
  const ms = Number(run({ ...command, args: ["--require", probe, ...command.args] }).extra);
  if (!(ms > 0)) throw new CommandFailed("the process did not report its processor time");
  return ms;
}

function run(command: Command): { stdout: string; extra: string; ms: number } {
  const begin = performance.now();
  const ran = spawnSync(command.file, command.args, {
    cwd: command.cwd,
    env: { ...surroundings, ...command.env },
    input: command.input ?? "",
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: OUTPUT_LIMIT_BYTES,
    timeout: LIMIT_MS,
  });
  const ms = performance.now() - begin;
  const called = [command.file.split("/").at(-1), ...command.args.map((arg) => arg.split("/").at(-1))]
    .join(" ")
    .slice(0, 120);
  if (ran.error !== undefined) throw new CommandFailed(`${called}: ${ran.error.message}`);
  const isFine = ran.status === 0 || (ran.status === 1 && command.findingsAreFine === true);
  if (!isFine) throw new CommandFailed(`${called} left with ${ran.status}: ${ran.stderr.slice(0, 300).trim()}`);
  return { stdout: ran.stdout, extra: String(ran.output[3] ?? ""), ms };
}

/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
