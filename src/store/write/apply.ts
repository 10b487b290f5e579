import { dirname, join } from "node:path";
import type { Files, FileWrite } from "../../ports/files.ts";
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

/**
 * Puts every file of a journal in place: what is written first, then what goes, so that a ticket whose file gets another name is never
 * under none. A file that is neither as before nor as after is left alone (I5).
 */
export async function applyJournal(applying: Applying, { changes }: Pick<Journal, "changes">): Promise<Result<void>> {
  const { files, folder } = applying;
  const written: JournalChange[] = [];
  const writes: FileWrite[] = [];
  const gone: JournalChange[] = [];
  for (const change of changes) {
    const bytes = recordedBytes(change);
    if (bytes === null) {
      gone.push(change);
      continue;
    }
    written.push(change);
    writes.push({ path: join(folder, change.path), bytes, how: change.before === null ? "create" : "replace" });
  }
  for (const place of new Set(writes.flatMap(({ path, how }) => (how === "create" ? [dirname(path)] : [])))) {
    const made = files.makeFolder(place);
    if (!made.ok) return made;
  }
  const placed = await files.writeEach(writes, (place) => isStillTo(applying, written[place]));
  return placed.ok ? removeAll(applying, gone) : placed;
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

/** Whether a change is still to be made; asked right before, since a person may be at work in the same folder. */
function isStillTo({ files, folder, touched }: Applying, change: JournalChange | undefined): Result<boolean> {
  const state = change === undefined ? "after" : standing(files, folder, change);
  if (change === undefined || state === "after") return ok(false);
  if (state === "other") return err(changedMeanwhile({ path: change.path }));
  touched?.add(change.path);
  return ok(true);
}

function removeAll(applying: Applying, gone: readonly JournalChange[]): Result<void> {
  for (const change of gone) {
    const still = isStillTo(applying, change);
    if (!still.ok) return still;
    const removed = still.value ? applying.files.remove(join(applying.folder, change.path)) : ok(undefined);
    if (!removed.ok) return removed;
  }
  return ok(undefined);
}
