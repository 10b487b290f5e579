import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Bell } from "./_bell.ts";
import { type Journal, journalPath, readJournal } from "./_journal.ts";
import { type Mailbox, mailboxOf } from "./_mailbox.ts";
import { type BeginRecord, recordLine } from "./_record.ts";
import { asRecorded, typed } from "./_recorded.ts";
import { runOf } from "./_run.ts";
import { type Tape, tapeOf } from "./_tape.ts";
import type { Program } from "./engine.ts";
import { runCancelled, runDiffers, runValueTooLarge, runVersionChanged } from "./faults.ts";
import { type Json, sortedText } from "./json.ts";
import { MAX_RECORD_BYTES } from "./limits.ts";

/** A run whose lock this process holds. */
export interface Held {
  readonly id: string;
  readonly folder: string;
  readonly files: Files;
  readonly clock: Clock;
}

export interface Driver extends Held {
  readonly lookMs: number;
  readonly bell: Bell;
  readonly cancelled: AbortController;
}

/** Brings a run to its end, wherever its journal stands. */
export async function drive<Input extends Json, Output extends Json>(
  program: Program<Input, Output>,
  held: Driver,
  input: Input,
): Promise<Result<Output>> {
  const journal = openJournal(program, held, input);
  if (!journal.ok) return journal;
  const last = journal.value.records.at(-1);
  if (last?.kind === "end") return typed<Output>(last.result);
  const { begin } = journal.value;
  if (begin.version !== program.version)
    return err(runVersionChanged({ id: held.id, recorded: begin.version, present: program.version }));
  const tape = tapeOf(held, journal.value);
  const mailbox = mailboxOf(held.files, held.folder, held.id);
  const result = await attended(held, mailbox, () =>
    program.run(runOf({ ...held, tape, mailbox, stop: held.cancelled.signal, taken: new Set() }), input),
  );
  return end<Output>(held, { tape, mailbox, result });
}

/** The journal as it stands, begun or mended where needed. */
function openJournal(program: Program<never, Json>, held: Held, input: Json): Result<Journal> {
  const { id } = held;
  const read = readJournal(held.files, held.folder, id);
  if (!read.ok) return read;
  if (read.value === undefined) return begin(program, held, input);
  const { begin: begun } = read.value;
  const isSame = begun.id === id && begun.program === program.name && sortedText(begun.input) === sortedText(input);
  return isSame ? mended(held, read.value) : err(runDiffers({ id, program: begun.program }));
}

/** What is appended must not follow half a line. */
function mended({ files, folder }: Held, journal: Journal): Result<Journal> {
  if (!journal.isTorn) return ok(journal);
  const written = files.writeAtomic(journalPath(folder), new TextEncoder().encode(journal.text));
  return written.ok ? ok(journal) : written;
}

/** Records an end that the program did not come to. */
export function abandonRun(held: Held, open: Journal, reason: string): Result<void> {
  const journal = mended(held, open);
  if (!journal.ok) return journal;
  const result = err(runCancelled({ id: held.id, reason }));
  return tapeOf(held, journal.value).record({ kind: "end", state: "cancelled", result, atMs: held.clock.now() });
}

function begin({ name, version }: Program<never, Json>, held: Held, input: Json): Result<Journal> {
  const { id, clock, files, folder } = held;
  const record: BeginRecord = { kind: "begin", format: 1, id, program: name, version, input, atMs: clock.now() };
  const { line, sum } = recordLine(record, "");
  if (line.length > MAX_RECORD_BYTES)
    return err(runValueTooLarge({ id, step: "the input", maxBytes: MAX_RECORD_BYTES }));
  const made = files.makeFolder(folder);
  const written = made.ok ? files.writeAtomic(journalPath(folder), new TextEncoder().encode(line)) : made;
  return written.ok ? ok({ begin: record, records: [], sum, text: line, isTorn: false }) : written;
}

/** While the program runs, looks for a cancellation that another process left. */
async function attended<Output>(
  held: Driver,
  mailbox: Mailbox,
  work: () => Promise<Result<Output>>,
): Promise<Result<Output>> {
  const over = new AbortController();
  const working = async () => {
    try {
      return await work();
    } finally {
      over.abort();
    }
  };
  const [worked, watched] = await Promise.allSettled([working(), watchCancel(held, mailbox, over.signal)]);
  if (worked.status === "rejected") throw worked.reason;
  if (watched.status === "rejected") throw watched.reason;
  return worked.value;
}

async function watchCancel(held: Driver, mailbox: Mailbox, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    if (mailbox.cancelled() !== undefined) {
      held.cancelled.abort();
      held.bell.ring();
      return;
    }
    await held.clock.sleep(held.lookMs, over);
  }
}

interface Ended {
  readonly tape: Tape;
  readonly mailbox: Mailbox;
  readonly result: Result<Json>;
}

function end<Output extends Json>({ id, clock }: Held, { tape, mailbox, result }: Ended): Result<Output> {
  const atEnd = tape.playEnd();
  if (!atEnd.ok) return atEnd;
  const recorded = asRecorded(result, { id, step: "the end" });
  const failed = mailbox.cancelled() === undefined ? "failed" : "cancelled";
  const state = recorded.ok ? "done" : failed;
  const written = tape.record({ kind: "end", state, result: recorded, atMs: clock.now() });
  return written.ok ? typed<Output>(recorded) : written;
}
