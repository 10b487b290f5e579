import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import { fileTooLarge } from "../../ports/faults.ts";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import type { Actor } from "../../ticket/model.ts";
import { revisionOf } from "../../ticket/revision.ts";
import type { Home } from "../home/home.ts";
import { MAX_JOURNAL_BYTES } from "../limits.ts";
import { parseJournal } from "./_parse-journal.ts";
import type { ChangeSet } from "./change.ts";
import type { Journal, JournalChange } from "./journal-shape.ts";

export const journalPath = (home: Home): string => join(home.privateFolder, "journal.json");

/** Makes a change set durable. */
export function writeJournal(files: Files, home: Home, journal: Journal): Result<void> {
  const path = journalPath(home);
  const bytes = new TextEncoder().encode(JSON.stringify(journal));
  // One that could not be read again would be a promise that nobody can keep.
  if (bytes.byteLength > MAX_JOURNAL_BYTES) return err(fileTooLarge({ path, maxBytes: MAX_JOURNAL_BYTES }));
  const made = files.makeFolder(home.privateFolder);
  return made.ok ? files.writeAtomic(path, bytes) : made;
}

/** The transaction that a crash left unfinished, if there is one. */
export function readJournal(files: Files, home: Home): Journal | undefined {
  const path = journalPath(home);
  if (files.stat(path) === undefined) return undefined;
  const read = files.read(path, MAX_JOURNAL_BYTES);
  // The journal is written atomically; one that cannot be understood was damaged by something else: nothing of it is replayed.
  return read.ok ? parseJournal(new TextDecoder().decode(read.value)) : undefined;
}

export function journalOf(set: ChangeSet, by: { actor: Actor; email: string; atMs: number }): Journal {
  return {
    message: set.message,
    actor: by.actor,
    email: by.email,
    atMs: by.atMs,
    changes: set.changes.map(({ path, before, after }) => ({
      path,
      before: before === undefined ? null : revisionOf(before),
      after: after instanceof Uint8Array ? recordBytes(after) : (after ?? null),
    })),
    ...(set.commit === undefined ? {} : { commit: set.commit }),
  };
}

/** The bytes a recorded change leaves behind; null when it removes the file. */
export function recordedBytes({ after }: Pick<JournalChange, "after">): Uint8Array | null {
  if (after === null) return null;
  return typeof after === "string" ? new TextEncoder().encode(after) : Buffer.from(after.base64, "base64");
}

function recordBytes(bytes: Uint8Array): JournalChange["after"] {
  return isUtf8(bytes) ? Buffer.from(bytes).toString("utf8") : { base64: Buffer.from(bytes).toString("base64") };
}

/** Removes the journal of a finished transaction. */
export const clearJournal = (files: Files, home: Home): Result<void> =>
  files.stat(journalPath(home)) === undefined ? ok(undefined) : files.remove(journalPath(home));
