import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { constants } from "node:os";
import type { GitAnswer } from "../ports/git.ts";
import { collected } from "./_collected.ts";
import { endTree } from "./_process-tree.ts";
import { GIT_DRAIN_MS, GIT_STDERR_LIMIT_BYTES } from "./limits.ts";

export interface ChildLimits {
  readonly timeMs: number;
  readonly graceMs: number;
  readonly outputBytes: number;
}

export type ChildEnd = GitAnswer | "too-slow" | "too-large";

/** Feeds a child, collects what it prints, and ends it at a limit with all it started; rejects when it could not be started. */
export async function followChild(
  child: ChildProcessWithoutNullStreams,
  input: string | Uint8Array,
  limits: ChildLimits,
): Promise<ChildEnd> {
  const stdout = collected(limits.outputBytes);
  const stderr = collected(GIT_STDERR_LIMIT_BYTES);
  const first = Promise.withResolvers<Exit | "too-slow" | "too-large">();
  const timer = setTimeout(() => first.resolve("too-slow"), limits.timeMs);
  const closed = new Promise<void>((resolve) => void child.on("close", () => resolve()));
  child.on("error", first.reject);
  child.on("exit", (code, signal) => first.resolve({ code: exitCode(code, signal) }));
  child.stdout.on("data", (chunk: Uint8Array) => {
    stdout.add(chunk);
    if (stdout.overflowed) first.resolve("too-large");
  });
  child.stderr.on("data", (chunk: Uint8Array) => stderr.add(chunk));
  // Git may end without reading all its input; that shows in its exit code, not in the broken pipe.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  try {
    const end = await first.promise;
    if (typeof end === "string") {
      if (child.pid !== undefined) await endTree(child.pid, limits.graceMs);
      return end;
    }
    clearTimeout(timer);
    await drained(child, closed);
    return stdout.overflowed ? "too-large" : { ...end, stdout: stdout.bytes(), stderr: textOf(stderr.bytes()) };
  } finally {
    clearTimeout(timer);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

interface Exit {
  readonly code: number;
}

/**
 * What git itself wrote is in the pipes when it ends, and is read at once. A program that it left behind (a shared ssh connection, a
 * credential cache) may hold them open for hours: when they stay quiet, it is not waited for.
 */
function drained(child: ChildProcessWithoutNullStreams, closed: Promise<void>): Promise<void> {
  const quiet = Promise.withResolvers<void>();
  const timer = setTimeout(quiet.resolve, GIT_DRAIN_MS);
  child.stdout.on("data", () => timer.refresh());
  return Promise.race([closed, quiet.promise]).finally(() => clearTimeout(timer));
}

/** As a shell gives it: 128 and the signal's number for a child that a signal ended. */
function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
