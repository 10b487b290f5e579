import { dirname, join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { revisionOf } from "../../ticket/revision.ts";
import { changedMeanwhile } from "../faults.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import { recordedBytes } from "./journal.ts";
import type { Journal, JournalChange } from "./journal-shape.ts";

export interface Applying {
  readonly files: Files;
  readonly folder: string;
  /** The paths that were really touched are added to it; a file that was in place already is somebody else's work. */
  readonly touched?: Set<string>;
}

/** Puts every file of a journal in place. A file that is neither as before nor as after is left alone (I5). */
export function applyJournal(applying: Applying, journal: Journal): Result<void> {
  for (const change of journal.changes) {
    const applied = applyChange(applying, change);
    if (!applied.ok) return applied;
  }
  return ok(undefined);
}

/** How a file stands with regard to a change. */
export function standing(files: Files, folder: string, change: JournalChange): "before" | "after" | "other" {
  const read = files.read(join(folder, change.path), MAX_STATE_BYTES);
  if (!read.ok && read.fault.code !== "file-not-found") return "other";
  const now = read.ok ? revisionOf(read.value) : null;
  const bytes = recordedBytes(change);
  const after = bytes === null ? null : revisionOf(bytes);
  if (now === after) return "after";
  return now === change.before ? "before" : "other";
}

function applyChange({ files, folder, touched }: Applying, change: JournalChange): Result<void> {
  const path = join(folder, change.path);
  const state = standing(files, folder, change);
  if (state === "after") return ok(undefined);
  if (state === "other") return err(changedMeanwhile({ path: change.path }));
  touched?.add(change.path);
  const bytes = recordedBytes(change);
  if (bytes === null) return files.remove(path);
  if (change.before !== null) return files.writeAtomic(path, bytes);
  const made = files.makeFolder(dirname(path));
  return made.ok ? files.createAtomic(path, bytes) : made;
}
