import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type BeginRecord, type JournalRecord, parseLine } from "./_record.ts";
import { runDamaged } from "./faults.ts";
import { MAX_JOURNAL_BYTES, MAX_RECORD_BYTES } from "./limits.ts";

/** What the journal of a run holds. */
export interface Journal {
  readonly begin: BeginRecord;
  /** All that follows. */
  readonly records: readonly JournalRecord[];
  /** The sum of the last line. */
  readonly sum: string;
  /** All that is durable; the file may hold more, see `isTorn`. */
  readonly text: string;
  /** A crash left a half-written line behind. */
  readonly isTorn: boolean;
}

export const journalPath = (folder: string): string => join(folder, "journal.jsonl");

/**
 * Reads a journal as far as it is durable. Undefined when the run has not begun. Only the very last line can be torn: each was
 * synced before the next was written. Anything else that does not fit is damage, and nothing is replayed.
 */
export function readJournal(files: Files, folder: string, id: string): Result<Journal | undefined> {
  const path = journalPath(folder);
  if (files.stat(path) === undefined) return ok(undefined);
  // The last records of a run are written beyond the limit.
  const bytes = files.read(path, MAX_JOURNAL_BYTES + 4 * MAX_RECORD_BYTES);
  if (!bytes.ok) return bytes;
  const { lines, isTorn } = wholeLines(new TextDecoder().decode(bytes.value));
  let sum = "";
  const records: JournalRecord[] = [];
  for (const line of lines) {
    const parsed = parseLine(line, sum);
    if (parsed === undefined || !fits(parsed.record, records)) {
      const reason = `line ${records.length + 1} is not what was written`;
      return err(runDamaged({ id, file: path, reason }));
    }
    sum = parsed.sum;
    records.push(parsed.record);
  }
  const [begin, ...rest] = records;
  if (begin?.kind !== "begin") return ok(undefined);
  return ok({ begin, records: rest, sum, text: lines.map((line) => `${line}\n`).join(""), isTorn });
}

function wholeLines(text: string): { readonly lines: readonly string[]; readonly isTorn: boolean } {
  const lines = text.split("\n");
  const rest = lines.pop();
  if (rest !== "") return { lines, isTorn: true };
  // Zeros are a block of the file that never reached the disk; no record holds one.
  const isHollow = lines.at(-1)?.includes("\0") === true;
  return { lines: isHollow ? lines.slice(0, -1) : lines, isTorn: isHollow };
}

/** A journal begins once, and nothing follows its end. */
function fits(record: JournalRecord, before: readonly JournalRecord[]): boolean {
  return (record.kind === "begin") === (before.length === 0) && before.at(-1)?.kind !== "end";
}
