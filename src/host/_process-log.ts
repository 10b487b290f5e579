import { closeSync, constants, fchmodSync, fstatSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { LogMask, ProcessCall } from "../ports/processes.ts";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { writeFault } from "./_node-error.ts";
import { writeAll } from "./_temp-file.ts";
import { PROCESS_LOG_LIMIT_BYTES } from "./limits.ts";
import { lastBytes } from "./process-output.ts";

/** The log of one run: its head is on disk as it comes, its tail when it ends. */
export interface ProcessLog {
  add(stream: Stream, chunk: Uint8Array): void;
  end(): Promise<void>;
}

type Stream = "stdout" | "stderr";

/** Told of the first thing that went wrong with the disk. */
type Told = (fault: Fault) => void;

const NO_LOG: ProcessLog = { add: () => undefined, end: () => Promise.resolve() };
const AS_IT_IS: LogMask = {
  settled: (bytes) => bytes.byteLength,
  torn: () => 0,
  clean: (bytes) => Promise.resolve(bytes),
};

/** Output may hold secrets, so the log is the user's alone. */
export function openLog({ log, logMask }: Pick<ProcessCall, "log" | "logMask">, told: Told): Result<ProcessLog> {
  if (log === undefined) return ok(NO_LOG);
  try {
    mkdirSync(dirname(log), { recursive: true });
    return ok(logIn({ path: log, descriptor: openPrivate(log), mask: logMask ?? AS_IT_IS, told }));
  } catch (error) {
    return err(writeFault(log, error));
  }
}

function openPrivate(path: string): number {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
  if (fstatSync(descriptor).isFile()) fchmodSync(descriptor, 0o600);
  return descriptor;
}

interface OpenLog {
  readonly path: string;
  readonly descriptor: number;
  readonly mask: LogMask;
  readonly told: Told;
}

/**
 *     chunk ─▶ held, by stream ─▶ settled ─▶ head: cleaned and written as it comes
 *                                        └─▶ rest: the last of it is cleaned and written at the end
 */
function logIn(open: OpenLog): ProcessLog {
  const { descriptor, mask } = open;
  const headBytes = PROCESS_LOG_LIMIT_BYTES >> 1;
  const rest = lastBytes(PROCESS_LOG_LIMIT_BYTES - headBytes);
  const held: Record<Stream, Uint8Array> = { stdout: NOTHING, stderr: NOTHING };
  const write = writer(open);
  let room = headBytes;
  const take = (bytes: Uint8Array): void => {
    // The head ends where a piece does; from then on everything goes to the rest.
    const now = bytes.byteLength <= room ? bytes.byteLength : mask.settled(bytes.subarray(0, room));
    if (now > 0) write.later(bytes.subarray(0, now));
    if (now < bytes.byteLength) rest.add(bytes.subarray(now));
    room = now < bytes.byteLength ? 0 : room - now;
  };
  return {
    add: (stream, chunk) => {
      const bytes = held[stream].byteLength === 0 ? chunk : Buffer.concat([held[stream], chunk]);
      const now = mask.settled(bytes);
      held[stream] = bytes.subarray(now);
      if (now > 0) take(bytes.subarray(0, now));
    },
    end: async () => {
      take(held.stdout);
      take(held.stderr);
      const { total, bytes } = rest.kept();
      const from = total > bytes.byteLength ? mask.torn(bytes) : 0;
      const cut = total - bytes.byteLength + from;
      if (cut > 0) write.later(new TextEncoder().encode(`\n… ${cut} bytes are left out here …\n`));
      write.later(bytes.subarray(from));
      await write.done();
      closeSync(descriptor);
    },
  };
}

const NOTHING = new Uint8Array(0);

/** Cleans and writes in the order of the calls. What comes in while it is busy is cleaned in one go. */
function writer({ path, descriptor, mask, told }: OpenLog): {
  readonly later: (bytes: Uint8Array) => void;
  readonly done: () => Promise<void>;
} {
  let waiting: Uint8Array[] = [];
  let working: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    try {
      writeAll(descriptor, await mask.clean(bytes));
    } catch (error) {
      told(writeFault(path, error));
    }
  };
  return {
    later: (bytes) => {
      waiting.push(bytes);
      working = working.then(work);
    },
    done: () => working,
  };
}
