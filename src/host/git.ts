import { statSync } from "node:fs";
import { fileFailed, fileNotFound, gitMissing, gitOutputTooLarge, gitTooSlow } from "../ports/faults.ts";
import type { Git, GitAnswer, GitCall } from "../ports/git.ts";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import { err, ok } from "../std/result.ts";
import { type ChildEnd, followChild } from "./_git-child.ts";
import { gitEnvironment, NEUTRAL_SETTINGS, type Variables } from "./_git-environment.ts";
import { errorCode, errorReason } from "./_node-error.ts";
import { GIT_GRACE_MS, GIT_OUTPUT_LIMIT_BYTES, GIT_TIME_LIMIT_MS } from "./limits.ts";

export interface GitOptions {
  /** Name or path of the program. */
  readonly program?: string;
  /** The environment the calls start from; the process's own unless told. */
  readonly variables?: Variables;
  readonly limitMs?: number;
  /** What a call that is stopped gets to clean up. */
  readonly graceMs?: number;
  readonly outputLimitBytes?: number;
}

/** The git program of this machine. */
export function systemGit(options: GitOptions = {}): Git {
  return { run: (call) => run(call, options) };
}

async function run(call: GitCall, options: GitOptions): Promise<Result<GitAnswer>> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const limits = {
    timeMs: options.limitMs ?? GIT_TIME_LIMIT_MS,
    graceMs: options.graceMs ?? GIT_GRACE_MS,
    outputBytes: options.outputLimitBytes ?? GIT_OUTPUT_LIMIT_BYTES,
  };
  try {
    const child = spawn(options.program ?? "git", [...NEUTRAL_SETTINGS, ...call.args], {
      cwd: call.cwd,
      env: gitEnvironment(options.variables ?? process.env, call.env),
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    return answerOf(await followChild(child, call.input ?? "", limits), call, limits);
  } catch (error) {
    // It could not be started; arguments with a NUL character are refused before anything is tried.
    return err(startFault(call, error));
  }
}

function answerOf(
  end: ChildEnd,
  call: GitCall,
  limits: { readonly timeMs: number; readonly outputBytes: number },
): Result<GitAnswer> {
  const args = call.args.join(" ");
  if (end === "too-slow") return err(gitTooSlow({ args, limitMs: limits.timeMs }));
  if (end === "too-large") return err(gitOutputTooLarge({ args, limitBytes: limits.outputBytes }));
  return ok(end);
}

/** Node says ENOENT for a missing folder to start in as well as for a missing program. */
function startFault(call: GitCall, error: unknown): Fault {
  const isMissing = errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
  if (!isMissing) return fileFailed({ path: "git", reason: errorReason(error) });
  const folder = statSync(call.cwd, { throwIfNoEntry: false });
  return folder?.isDirectory() ? gitMissing({}) : fileNotFound({ path: call.cwd });
}
