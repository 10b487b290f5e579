import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { statSync } from "node:fs";
import { constants } from "node:os";
import { fileFailed, fileNotFound, gitMissing, gitOutputTooLarge, gitTooSlow } from "../ports/faults.ts";
import type { Git, GitAnswer, GitCall } from "../ports/git.ts";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { collected } from "./_collected.ts";
import { gitEnvironment, NEUTRAL_SETTINGS, type Variables } from "./_git-environment.ts";
import { errorCode, errorReason } from "./_node-error.ts";
import { GIT_GRACE_MS, GIT_OUTPUT_LIMIT_BYTES, GIT_STDERR_LIMIT_BYTES, GIT_TIME_LIMIT_MS } from "./limits.ts";

export interface GitOptions {
  /** Name or path of the program. */
  readonly program?: string;
  /** The environment the calls start from; the process's own unless told. */
  readonly variables?: Variables;
  readonly limitMs?: number;
  readonly outputLimitBytes?: number;
}

/** The git program of this machine. */
export function systemGit(options: GitOptions = {}): Git {
  return { run: (call) => run(call, options) };
}

function run(call: GitCall, options: GitOptions): Promise<Result<GitAnswer>> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  return new Promise((resolve) => {
    try {
      const child = spawn(options.program ?? "git", [...NEUTRAL_SETTINGS, ...call.args], {
        cwd: call.cwd,
        env: gitEnvironment(options.variables ?? process.env, call.env),
        stdio: ["pipe", "pipe", "pipe"],
        windowsHide: true,
      });
      follow(child, call, options).then(resolve, (error) => resolve(err(startFault(call, error))));
    } catch (error) {
      // Arguments that no program can be given, such as ones with a NUL character.
      resolve(err(startFault(call, error)));
    }
  });
}

/** Feeds the child, collects what it prints and ends it at a limit; rejects when it could not be started. */
function follow(child: ChildProcessWithoutNullStreams, call: GitCall, options: GitOptions): Promise<Result<GitAnswer>> {
  const limitMs = options.limitMs ?? GIT_TIME_LIMIT_MS;
  const limitBytes = options.outputLimitBytes ?? GIT_OUTPUT_LIMIT_BYTES;
  const stdout = collected(limitBytes);
  const stderr = collected(GIT_STDERR_LIMIT_BYTES);
  let fault: Fault | undefined;
  let grace: NodeJS.Timeout | undefined;
  const stop = (reason: Fault) => {
    if (fault !== undefined) return;
    fault = reason;
    // Asked first, so that git removes its lock files; this child alone, by its handle.
    child.kill("SIGTERM");
    grace = setTimeout(() => child.kill("SIGKILL"), GIT_GRACE_MS);
  };
  const timer = setTimeout(() => stop(gitTooSlow({ args: call.args.join(" "), limitMs })), limitMs);
  child.stdout.on("data", (chunk: Uint8Array) => {
    stdout.add(chunk);
    if (stdout.overflowed) stop(gitOutputTooLarge({ args: call.args.join(" "), limitBytes }));
  });
  child.stderr.on("data", (chunk: Uint8Array) => stderr.add(chunk));
  // Git may end without reading all its input; that shows in its exit code, not in the broken pipe.
  child.stdin.on("error", () => undefined);
  child.stdin.end(call.input ?? "");
  return new Promise<Result<GitAnswer>>((resolve, reject) => {
    child.on("error", reject);
    // Programs that git started may keep the pipes open for longer than a stopped git lives.
    child.on("exit", () => {
      if (fault !== undefined) resolve(err(fault));
    });
    child.on("close", (code, signal) =>
      resolve(
        fault === undefined
          ? ok({ code: exitCode(code, signal), stdout: stdout.bytes(), stderr: textOf(stderr.bytes()) })
          : err(fault),
      ),
    );
  }).finally(() => {
    clearTimeout(timer);
    clearTimeout(grace);
    child.stdout.destroy();
    child.stderr.destroy();
  });
}

/** As a shell gives it: 128 and the signal's number for a child that a signal ended. */
function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Node says ENOENT for a missing folder to start in as well as for a missing program. */
function startFault(call: GitCall, error: unknown): Fault {
  const isMissing = errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
  if (!isMissing) return fileFailed({ path: "git", reason: errorReason(error) });
  const folder = statSync(call.cwd, { throwIfNoEntry: false });
  return folder?.isDirectory() ? gitMissing({}) : fileNotFound({ path: call.cwd });
}
