import type { Result } from "../../std/result.ts";
import type { Taken } from "../taken.ts";

/** One turn of an agent at an order. */
export interface Turn {
  readonly order: Taken;
  /** Absolute path of the order's checkout: the only place it may write to. */
  readonly worktree: string;
  /** From 1. */
  readonly round: number;
  /** What is wanted: the ticket, and from the second round on what the proof found. */
  readonly task: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
  /** File in which the agent's process is noted, the same in every turn of an order. */
  readonly processFile: string;
  readonly stop: AbortSignal;
}

/** What a turn came to, in one line. */
export type TurnEnd = { readonly summary: string };

/** Whoever does the work. It edits files in its checkout; committing, proving and merging are Docket's. */
export interface Agent {
  readonly name: string;
  work(turn: Turn): Promise<Result<TurnEnd>>;
}
