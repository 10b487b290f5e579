import type { LockHolder } from "../ports/locks.ts";
import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";
import type { Json } from "./json.ts";

/**
 * Work in steps that survives the death of its process.
 *
 * A program decides only by its input and by what its steps gave: no clock, no chance, no disk outside of a step. Then the
 * same journal always leads to the same place. A change of the steps is a new version.
 */
export interface Program<Input extends Json, Output extends Json> {
  readonly name: string;
  readonly version: number;
  run(run: Run, input: Input): Promise<Result<Output>>;
}

/** What a program is given. Its steps follow one another; one begun within or beside another is a bug, and throws. */
export interface Run {
  readonly id: string;
  /**
   * Does something once. What it gave, a fault included, is durable before this returns (I11), and a replay gives the same
   * without acting. An act that was under way at a crash is called again: it looks before it acts.
   */
  step<Value extends Json>(name: string, act: () => Promise<Result<Value>>): Promise<Result<Value>>;
  /** A step that is also taken when the run is cancelled: it takes back what others did. */
  undo<Value extends Json>(name: string, act: () => Promise<Result<Value>>): Promise<Result<Value>>;
  /** Counts from its first call, over crashes, on the wall clock; never longer than `ms` at a stretch. */
  sleep(name: string, ms: number): Promise<Result<null>>;
  /** The value of the oldest signal of that name not taken yet; null when the time is over. */
  waitFor(signal: string, limitMs: number): Promise<Result<Json>>;
  /** Aborted when the run is cancelled. Hand it to what an act starts; decide by what steps give. */
  readonly stop: AbortSignal;
}

/**
 * Drives programs. One process at a time drives a run; which one is asked of the kernel, so a dead one holds nothing.
 *
 *   running ──▶ done | failed | cancelled        the end is recorded and given to whoever asks again
 *      │  ▲
 *      ▼  │ run() of the same program, version and input
 *   interrupted                                  its process is gone; all recorded steps stand
 */
export interface Engine {
  /** Runs to the end, goes on where it was interrupted, or gives the recorded end. */
  run<Input extends Json, Output extends Json>(
    program: Program<Input, Output>,
    id: string,
    input: Input,
  ): Promise<Result<Output>>;
  /** Kept until the run waits for it; runs that are interrupted get it later. */
  signal(id: string, name: string, value: Json): Promise<Result<void>>;
  /** Asks the run to end; whoever drives it, now or later, gives it the time to undo. */
  cancel(id: string, reason: string): Promise<Result<void>>;
  /** Ends a run that nobody will go on with, such as one of an older version, as cancelled. Nothing is undone. */
  abandon(id: string, reason: string): Promise<Result<void>>;
  /** Undefined when there is no such run. Takes no lock. */
  status(id: string): RunStatus | undefined;
  /** Every run, by id. */
  list(): readonly RunStatus[];
  /** Removes all traces of a run that has ended. */
  forget(id: string): Promise<Result<void>>;
}

export type RunStatus =
  | (RunHead & { readonly state: "running"; readonly holder: LockHolder })
  | (RunHead & { readonly state: "interrupted" })
  | (RunHead & { readonly state: "done"; readonly endedMs: number; readonly value: Json })
  | (RunHead & { readonly state: "failed" | "cancelled"; readonly endedMs: number; readonly fault: Fault })
  | { readonly id: string; readonly state: "damaged"; readonly fault: Fault };

interface RunHead {
  readonly id: string;
  readonly program: string;
  readonly version: number;
  readonly input: Json;
  readonly begunMs: number;
  /** What has been recorded so far, oldest first. */
  readonly steps: readonly RecordedStep[];
  /** The sleep or signal it last began to wait for, while that is not over. */
  readonly waiting?: { readonly name: string; readonly untilMs: number };
  /** Why somebody asked it to end. */
  readonly cancel?: string;
}

export interface RecordedStep {
  readonly name: string;
  readonly atMs: number;
  /** The code of the fault it gave; absent when all went well. */
  readonly fault?: string;
}
