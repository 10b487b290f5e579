import type { Files } from "../ports/files.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type Journal, journalPath } from "./_journal.ts";
import { type JournalRecord, type ResultRecord, recordLine, type TimerRecord } from "./_record.ts";
import { runDiverged } from "./faults.ts";
import { MAX_JOURNAL_BYTES } from "./limits.ts";

/**
 * The journal of a run as its program goes along it: what is recorded is played, then recording begins.
 *
 * A tape breaks when a record could not be made durable, or when the program came to something else than what is recorded. From
 * then on it gives that fault to everything: the program gets to its end without acting, and the end is not recorded.
 */
export interface Tape {
  readonly broken: Fault | undefined;
  readonly isFull: boolean;
  /** The next record, where there is one: it must be this one. */
  playTimer(name: string): Result<TimerRecord | undefined>;
  playResult(name: string): Result<ResultRecord | undefined>;
  /** The program has ended: a fault when more is recorded than it came to. */
  playEnd(): Result<unknown>;
  /** Makes a record durable. */
  record(record: JournalRecord): Result<void>;
  break(fault: Fault): Fault;
}

export interface TapeOf {
  readonly files: Files;
  readonly folder: string;
  readonly id: string;
}

export function tapeOf({ files, folder, id }: TapeOf, journal: Journal): Tape {
  let broken: Fault | undefined;
  let place = 0;
  let { sum } = journal;
  let length = journal.text.length;
  const breakWith = (fault: Fault): Fault => {
    broken ??= fault;
    return broken;
  };
  const play = (asked: string, is: (record: JournalRecord) => boolean): Result<JournalRecord | undefined> => {
    if (broken !== undefined) return err(broken);
    const record = journal.records[place];
    if (record === undefined) return ok(undefined);
    if (!is(record)) return err(breakWith(runDiverged({ id, place: place + 2, recorded: described(record), asked })));
    place += 1;
    return ok(record);
  };
  return {
    get broken() {
      return broken;
    },
    get isFull() {
      return length > MAX_JOURNAL_BYTES;
    },
    break: breakWith,
    playTimer: (name) => {
      const played = play(`the wait ${name}`, (record) => record.kind === "timer" && record.name === name);
      return played.ok ? ok(played.value?.kind === "timer" ? played.value : undefined) : played;
    },
    playResult: (name) => {
      const played = play(`the step ${name}`, (record) => record.kind === "result" && record.name === name);
      return played.ok ? ok(played.value?.kind === "result" ? played.value : undefined) : played;
    },
    playEnd: () => play("the end", () => false),
    record: (record) => {
      if (broken !== undefined) return err(broken);
      const { line, sum: next } = recordLine(record, sum);
      const written = files.append(journalPath(folder), new TextEncoder().encode(line));
      if (!written.ok) return err(breakWith(written.fault));
      sum = next;
      length += line.length;
      return written;
    },
  };
}

function described(record: JournalRecord): string {
  if (record.kind === "timer") return `the wait ${record.name}`;
  return record.kind === "result" ? `the step ${record.name}` : `its ${record.kind}`;
}
