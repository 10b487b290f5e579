import type { ProcessAnswer, Processes } from "../ports/processes.ts";
import { ok, type Result } from "../std/result.ts";
import { CHECK_KEEP_BYTES } from "./limits.ts";

/** What stays of a command that was run: enough to repeat it and to notice that it printed something else. */
export interface CheckEvidence {
  readonly name: string;
  readonly command: string;
  readonly end: ProcessAnswer["end"];
  readonly code: number | undefined;
  readonly durationMs: number;
  /** Over every byte that was printed. */
  readonly digest: string;
  readonly outputBytes: number;
  readonly log: string;
  /** Set when it failed by tests alone that failed on the base as well: which ones. */
  readonly redBefore?: readonly string[] | undefined;
}

export interface CheckOrder {
  readonly name: string;
  /** A line for the shell. */
  readonly command: string;
  readonly folder: string;
  readonly limitMs: number;
  /** The file for all it prints. */
  readonly log: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How much of each stream is given back; some lines unless told. */
  readonly keepBytes?: number;
  readonly stop?: AbortSignal;
}

export interface CheckRun {
  readonly evidence: CheckEvidence;
  readonly stdout: string;
  readonly stderr: string;
  /** False when a stream printed more than was kept. */
  readonly isWhole: boolean;
}

/** Runs one command as a gate. That it fails is an answer; a fault means that it could not be run. */
export async function runCheck(processes: Processes, order: CheckOrder): Promise<Result<CheckRun>> {
  const answer = await processes.run({
    command: { shell: order.command },
    cwd: order.folder,
    // Tools that would ask, colour or write snapshots for a person do not do so for a machine.
    env: { CI: "1", NO_COLOR: "1", ...order.env },
    limitMs: order.limitMs,
    keepBytes: order.keepBytes ?? CHECK_KEEP_BYTES,
    log: order.log,
    ...(order.stop === undefined ? {} : { stop: order.stop }),
  });
  if (!answer.ok) return answer;
  const { end, code, durationMs, digest, stdout, stderr } = answer.value;
  return ok({
    evidence: {
      name: order.name,
      command: order.command,
      end,
      code,
      durationMs: Math.round(durationMs),
      digest,
      outputBytes: stdout.total + stderr.total,
      log: order.log,
    },
    stdout: textOf(stdout),
    stderr: textOf(stderr),
    isWhole: stdout.tail.length === 0 && stderr.tail.length === 0,
  });
}

type Ended = Pick<CheckEvidence, "end"> & { readonly code?: number | undefined };

/** A check passes when its command ended by itself with 0. */
export function hasPassed({ end, code }: Ended): boolean {
  return end === "exit" && code === 0;
}

/** A gate holds when it passes, or fails by nothing that the base does not fail by. */
export function holds(check: Ended & Pick<CheckEvidence, "redBefore">): boolean {
  return hasPassed(check) || (check.redBefore ?? []).length > 0;
}

function textOf({ total, head, tail }: ProcessAnswer["stdout"]): string {
  const decoder = new TextDecoder();
  if (tail.length === 0) return decoder.decode(head);
  return `${decoder.decode(head)}\n… ${total - head.length - tail.length} bytes left out …\n${decoder.decode(tail)}`;
}
