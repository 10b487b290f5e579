import type { Result } from "../std/result.ts";

export interface GitCall {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly input?: string | Uint8Array;
  /** Added to the neutral environment that every call gets. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/**
 * The git program, called with argument arrays and never through a shell. Every call runs without hooks, pager, prompts,
 * signing and locale. A non-zero exit is an answer, not a fault; faults are `git-missing` and `git-too-slow`.
 */
export interface Git {
  run(call: GitCall): Promise<Result<GitAnswer>>;
}
