import type { Result } from "../std/result.ts";

export interface GitCall {
  /** Where git starts; `file-not-found` when there is no such folder. */
  readonly cwd: string;
  /** Handed over as they are: blanks, line breaks and quotes mean nothing on the way. */
  readonly args: readonly string[];
  /** What git may read on stdin; empty unless given. Input that it leaves unread is no failure. */
  readonly input?: string | Uint8Array;
  /** Added last to the neutral environment that every call gets. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What git said when it ended by itself. */
export interface GitAnswer {
  /** The exit code; 128 and the signal's number when a signal ended it. */
  readonly code: number;
  /** All of it, byte for byte. */
  readonly stdout: Uint8Array;
  /** The beginning of it, when there is much. */
  readonly stderr: string;
}

/**
 * The git program, called with argument arrays and never through a shell. A call does what its arguments say and prints the same
 * for everybody: without hooks, pager, editor, signing, locale, questions at the terminal, and whatever the person's settings add to
 * a push or a fetch. It works in the repository of `cwd`, also when a git that called us points elsewhere.
 *
 * A non-zero exit is an answer, not a fault. The faults are `git-missing`, `file-not-found` for the folder, `file-failed` for arguments
 * that no program can be given, and `git-too-slow` and `git-output-too-large`: then git and all that it started have been ended. Calls
 * may run side by side.
 */
export interface Git {
  run(call: GitCall): Promise<Result<GitAnswer>>;
}
