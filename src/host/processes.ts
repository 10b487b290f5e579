import type { ChildProcess, SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { fileNotFound, programMissing, programRefused } from "../ports/faults.ts";
import type { ProcessAnswer, ProcessCall, Processes, ProcessIdentity } from "../ports/processes.ts";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { type Variables, withoutGitPointers } from "./_git-environment.ts";
import { errorCode, errorReason } from "./_node-error.ts";
import { endMembers, type GroupGuard, groupGuard } from "./_process-group.ts";
import { type Identities, identities } from "./_process-identity.ts";
import { openLog, type ProcessLog } from "./_process-log.ts";
import { PROCESS_DRAIN_MS, TIMER_LIMIT_MS } from "./limits.ts";
import { processOutput } from "./process-output.ts";

/** Programs of this machine, started from the given environment: the process's own unless told. */
export function systemProcesses(variables: Variables = process.env): Processes {
  const known = identities();
  const guard = groupGuard();
  return {
    run: (call) => run(call, { variables, known, guard }),
    self: () => known.of(process.pid),
    alive: (identity) => known.alive(identity),
    endGroup: (identity) => endGroup(identity, known),
  };
}

interface Surroundings {
  readonly variables: Variables;
  readonly known: Identities;
  readonly guard: GroupGuard;
}

interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
}

type End = ProcessAnswer["end"];

async function run(call: ProcessCall, around: Surroundings): Promise<Result<ProcessAnswer>> {
  if (call.stop?.aborted) return ok({ end: "stopped", code: undefined, durationMs: 0, ...processOutput(0).answer() });
  const lost: Lost = { fault: undefined, tell: () => undefined };
  const log = openLog(call, (fault) => lose(lost, fault));
  if (!log.ok) return log;
  const begunMs = performance.now();
  const started = await start(call, around.variables);
  if (!started.ok) {
    await log.value.end();
    return started;
  }
  const { child, pid } = started.value;
  around.guard.add(pid);
  call.started?.(around.known.of(pid));
  const output = processOutput(call.keepBytes);
  collect(child, output.add, log.value);
  const ending = await follow(started.value, call, lost);
  around.guard.remove(pid);
  const durationMs = performance.now() - begunMs;
  await log.value.end();
  return lost.fault === undefined ? ok({ ...ending, durationMs, ...output.answer() }) : err(lost.fault);
}

/** A group of its own, so that it can be ended with all it started. */
async function start(call: ProcessCall, variables: Variables): Promise<Result<Started>> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const [file, args] =
    "shell" in call.command ? ["/bin/sh", ["-c", call.command.shell]] : [call.command.file, call.command.args];
  const options: SpawnOptions = {
    cwd: call.cwd,
    env: { ...withoutGitPointers(variables), ...call.env },
    stdio: [call.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    detached: true,
    windowsHide: true,
  };
  try {
    const child = spawn(file, args, options);
    if (child.pid !== undefined) return ok({ child: fed(child, call.input), pid: child.pid });
    const [error]: readonly unknown[] = await once(child, "error").catch((reason: unknown) => [reason]);
    return err(startFault(file, call.cwd, error));
  } catch (error) {
    // Arguments that no program can be given, such as ones with a NUL character.
    return err(startFault(file, call.cwd, error));
  }
}

function fed(child: ChildProcess, input: string | Uint8Array | undefined): ChildProcess {
  // A program may end without reading all its input; that is its own affair.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input);
  return child;
}

/** A log that cannot be written makes the run worthless as proof: it is ended, and the reason given. */
interface Lost {
  fault: Fault | undefined;
  tell: () => void;
}

function lose(lost: Lost, fault: Fault): void {
  if (lost.fault !== undefined) return;
  lost.fault = fault;
  lost.tell();
}

function collect(child: ChildProcess, add: ReturnType<typeof processOutput>["add"], log: ProcessLog): void {
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.on("data", (chunk: Uint8Array) => {
      add(stream, chunk);
      log.add(stream, chunk);
    });
  }
}

/** Waits for the end of the process, of its group, and of what they printed. */
async function follow(
  { child, pid }: Started,
  call: ProcessCall,
  lost: Lost,
): Promise<Pick<ProcessAnswer, "end" | "code" | "signal">> {
  let asked: End | undefined;
  const end = (why: End) => {
    if (asked !== undefined) return;
    asked = why;
    void endMembers(pid);
  };
  const onStop = () => end("stopped");
  const closed = once(child, "close");
  const timer = setTimeout(() => end("time-limit"), Math.min(call.limitMs, TIMER_LIMIT_MS));
  call.stop?.addEventListener("abort", onStop);
  lost.tell = onStop;
  // Whoever was told of the start may have ended it already.
  if (call.stop?.aborted) onStop();
  const [code, signal] = await exitOf(child);
  clearTimeout(timer);
  call.stop?.removeEventListener("abort", onStop);
  await endMembers(pid);
  await Promise.race([closed, pause(PROCESS_DRAIN_MS)]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  return {
    end: asked ?? (signal === null ? "exit" : "signal"),
    code: code ?? undefined,
    ...(signal === null ? {} : { signal }),
  };
}

function exitOf(child: ChildProcess): Promise<readonly [number | null, NodeJS.Signals | null]> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve([code, signal])));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Node says ENOENT for a missing folder to start in as well as for a missing program. */
function startFault(program: string, cwd: string, error: unknown): Fault {
  const isMissing = errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
  if (!isMissing) return programRefused({ program, reason: errorReason(error) });
  const folder = statSync(cwd, { throwIfNoEntry: false });
  return folder?.isDirectory() ? programMissing({ program }) : fileNotFound({ path: cwd });
}

/**
 * The kernel gives no number to a new process while a group of that number lives. So a group whose first process is dead is
 * still ours; but where another process has the number now, nothing of ours is left.
 */
async function endGroup(identity: ProcessIdentity, known: Identities): Promise<void> {
  if (identity.pid !== process.pid && known.ownsNumber(identity)) await endMembers(identity.pid);
}
