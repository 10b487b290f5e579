import { processOutput } from "../host/process-output.ts";
import type { Clock } from "../ports/clock.ts";
import type { ProcessAnswer, ProcessCall, Processes, ProcessIdentity } from "../ports/processes.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";

export interface ProcessScript {
  /** The shell line, the program's name, or a question about the call. */
  readonly when: string | ((call: ProcessCall) => boolean);
  /** What is left out is a success that prints nothing and takes no time. */
  readonly answer: ScriptedRun | ((call: ProcessCall) => ScriptedRun | Promise<ScriptedRun>);
  /** The rule is used up by its first call. */
  readonly once?: boolean;
}

export interface ScriptedRun {
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string | Uint8Array;
  readonly code?: number;
  readonly signal?: string;
  /** Infinity for one that does not end by itself. */
  readonly takesMs?: number;
  /** It ends by SIGKILL alone. */
  readonly ignoresAsking?: boolean;
  readonly fault?: Fault;
}

export interface ScriptedProcesses extends Processes {
  /** Every call so far. */
  readonly calls: readonly ProcessCall[];
  /** The process is no more, whether it was this one or one that was started. */
  kill(identity: ProcessIdentity): void;
}

const SELF = { pid: 4242, start: "1", boot: "test-boot", host: "test-host" };

/** Processes that answer from a script, first rule that fits first. A call without a rule is a mistake in the test, and throws. */
export function scriptedProcesses(clock: Clock, script: readonly ProcessScript[]): ScriptedProcesses {
  const calls: ProcessCall[] = [];
  const used = new Set<ProcessScript>();
  const living = new Set([keyOf(SELF)]);
  return {
    calls,
    run: async (call) => {
      calls.push(call);
      const rule = script.find((each) => !used.has(each) && fits(each, call));
      if (rule === undefined) throw new Error(`no rule for: ${nameOf(call)}`);
      if (rule.once) used.add(rule);
      const identity = { ...SELF, pid: SELF.pid + calls.length };
      const said = typeof rule.answer === "function" ? await rule.answer(call) : rule.answer;
      if (said.fault !== undefined) return err(said.fault);
      if (call.stop?.aborted) return ok(neverRun());
      living.add(keyOf(identity));
      call.started?.(identity);
      const answer = await play(clock, call, said);
      living.delete(keyOf(identity));
      return answer;
    },
    self: () => SELF,
    alive: (identity) => (identity.host === SELF.host ? living.has(keyOf(identity)) : undefined),
    endGroup: (identity) => {
      living.delete(keyOf(identity));
      return Promise.resolve();
    },
    kill: (identity) => void living.delete(keyOf(identity)),
  };
}

const neverRun = (): ProcessAnswer => ({
  end: "stopped",
  code: undefined,
  durationMs: 0,
  ...processOutput(0).answer(),
});

const keyOf = ({ pid, start, boot, host }: ProcessIdentity): string => [pid, start, boot, host].join(" ");

const nameOf = ({ command }: ProcessCall): string => ("shell" in command ? command.shell : command.file);

function fits({ when }: ProcessScript, call: ProcessCall): boolean {
  return typeof when === "string" ? when === nameOf(call) : when(call);
}

async function play(clock: Clock, call: ProcessCall, said: ScriptedRun): Promise<Result<ProcessAnswer>> {
  const begunMs = clock.monotonic();
  const takesMs = said.takesMs ?? 0;
  const output = processOutput(call.keepBytes);
  if (takesMs > 0 && call.stop?.aborted !== true)
    await Promise.race([clock.sleep(Math.min(takesMs, call.limitMs)), stopped(call.stop)]);
  const isStopped = call.stop?.aborted === true;
  output.add("stdout", bytesOf(said.stdout));
  output.add("stderr", bytesOf(said.stderr));
  return ok({
    ...ending(said, isStopped ? "stopped" : takesMs > call.limitMs ? "time-limit" : undefined),
    durationMs: clock.monotonic() - begunMs,
    ...output.answer(),
  });
}

function ending(said: ScriptedRun, asked: "stopped" | "time-limit" | undefined): Ending {
  if (asked !== undefined)
    return { end: asked, code: undefined, signal: said.ignoresAsking === true ? "SIGKILL" : "SIGTERM" };
  if (said.signal !== undefined) return { end: "signal", code: undefined, signal: said.signal };
  return { end: "exit", code: said.code ?? 0 };
}

type Ending = Pick<ProcessAnswer, "end" | "code" | "signal">;

function stopped(stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => stop?.addEventListener("abort", () => resolve(), { once: true }));
}

function bytesOf(text: string | Uint8Array = ""): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}
