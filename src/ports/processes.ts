import type { Result } from "../std/result.ts";

/** A line for the system's `sh`, written by a person, or a program with its arguments, which no shell reads. */
export type ProcessCommand = { readonly shell: string } | { readonly file: string; readonly args: readonly string[] };

/**
 * Keeps out of a log, while it is written, what must not stand on the disk. It is asked for each stream by itself, so that nothing
 * is missed which comes in pieces, or between lines of the other stream.
 */
export interface LogMask {
  /** How many of these bytes may be cleaned and written now; the rest could be the beginning of something. Never nothing for ever. */
  settled(bytes: Uint8Array): number;
  /** How many of these bytes, torn out of the midst of a text, could be the end of something. */
  torn(bytes: Uint8Array): number;
  clean(bytes: Uint8Array): Promise<Uint8Array>;
}

export interface ProcessCall {
  readonly command: ProcessCommand;
  readonly cwd: string;
  /** Added to the user's environment, in which no variable points git at another repository. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads; without it there is nothing to read. */
  readonly input?: string | Uint8Array;
  readonly limitMs: number;
  /** Of each stream: head and tail together. */
  readonly keepBytes: number;
  /** A file for all output as it comes, both streams; of very much the head and the tail. Its folder is made, an older file replaced. */
  readonly log?: string;
  /** What the log is written through; without it the log is what was printed. */
  readonly logMask?: LogMask;
  /** Ends the run as its limit does. */
  readonly stop?: AbortSignal;
  /** Told as soon as the process is there, for whoever must find it again after a crash. */
  readonly started?: (identity: ProcessIdentity) => void;
}

/** What a stream printed. The tail is empty when nothing was cut; else head and tail are the first and the last bytes. */
export interface Excerpt {
  readonly total: number;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

export interface ProcessAnswer {
  /** Why it ended: by itself, by a signal from elsewhere, at its limit, or because the caller said so. */
  readonly end: "exit" | "signal" | "time-limit" | "stopped";
  /** What the process itself gave, also when it was asked to end; undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly signal?: string;
  readonly durationMs: number;
  readonly stdout: Excerpt;
  readonly stderr: Excerpt;
  /** Over every byte printed, kept or not: the SHA-256 of the SHA-256 of stdout followed by that of stderr, in hex. */
  readonly digest: string;
}

/** Names one process for ever: numbers are used again, and a file may be read on another machine. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, as the system says it; empty where it does not. */
  readonly start: string;
  /** One run of the machine, and within it one space of process numbers; empty where unknown. */
  readonly boot: string;
  readonly host: string;
}

/**
 * Programs of the user: checks, set-up commands, agents.
 *
 * - A run is a process group of its own. At the limit or on `stop` the whole group is asked to end and, after a grace, ended.
 * - Nothing is left behind: what the process started and did not end is ended when it does. Only a process that left the
 *   group on purpose stays; its hold on the streams is not waited for.
 * - When this program is told to end, its groups end with it. One that a crash left behind is found by its identity.
 * - Whatever is printed, memory and log are bounded; totals and digest cover everything.
 * - A process that ran is an answer, whatever it gave. Faults: `program-missing`, `program-refused`, `file-not-found` for a
 *   missing folder to run in, and those of files for the log. It never rejects.
 */
export interface Processes {
  run(call: ProcessCall): Promise<Result<ProcessAnswer>>;
  self(): ProcessIdentity;
  /** Whether that very process still runs. Undefined where this machine cannot tell: it ran on another one, or in another container. */
  alive(identity: ProcessIdentity): boolean | undefined;
  /** Ends what is left of a group that a run started; a group of another machine is let alone. */
  endGroup(identity: ProcessIdentity): Promise<void>;
}
