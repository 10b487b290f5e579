import { closeSync, constants, fchmodSync, fstatSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { writeFault } from "./_node-error.ts";
import { writeAll } from "./_temp-file.ts";
import { PROCESS_LOG_LIMIT_BYTES } from "./limits.ts";
import { headAndTail } from "./process-output.ts";

/** The log of one run: its head is on disk as it comes, its tail when it ends. */
export interface ProcessLog {
  /** What went wrong with the disk, from then on. */
  add(chunk: Uint8Array): Fault | undefined;
  end(): Fault | undefined;
}

const NO_LOG: ProcessLog = { add: () => undefined, end: () => undefined };

/** Output may hold secrets, so the log is the user's alone. */
export function openLog(path: string | undefined): Result<ProcessLog> {
  if (path === undefined) return ok(NO_LOG);
  try {
    mkdirSync(dirname(path), { recursive: true });
    return ok(logIn(path, openPrivate(path)));
  } catch (error) {
    return err(writeFault(path, error));
  }
}

function openPrivate(path: string): number {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
  if (fstatSync(descriptor).isFile()) fchmodSync(descriptor, 0o600);
  return descriptor;
}

function logIn(path: string, descriptor: number): ProcessLog {
  const headBytes = PROCESS_LOG_LIMIT_BYTES >> 1;
  const rest = headAndTail(PROCESS_LOG_LIMIT_BYTES);
  let written = 0;
  const writing = (act: () => void): Fault | undefined => {
    try {
      act();
      return undefined;
    } catch (error) {
      return writeFault(path, error);
    }
  };
  return {
    add: (chunk) => {
      const now = chunk.subarray(0, Math.max(0, headBytes - written));
      rest.add(chunk);
      written += now.byteLength;
      return now.byteLength === 0 ? undefined : writing(() => writeAll(descriptor, now));
    },
    end: () => {
      const { total, head, tail } = rest.excerpt();
      const fault = writing(() => {
        writeAll(descriptor, head.subarray(headBytes));
        const cut = total - head.byteLength - tail.byteLength;
        if (cut > 0) writeAll(descriptor, new TextEncoder().encode(`\n… ${cut} bytes are left out here …\n`));
        writeAll(descriptor, tail);
      });
      closeSync(descriptor);
      return fault;
    },
  };
}
