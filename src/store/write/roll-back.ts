import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Home } from "../home/home.ts";
import { standing } from "./apply.ts";
import type { ChangeSet } from "./change.ts";
import { clearJournal, journalOf } from "./journal.ts";

/**
 * Takes back a transaction that failed while it was carried out (a full disk, say), so that the caller's "nothing was changed"
 * is true. What cannot be taken back stays in the journal, and the next writer finishes it instead.
 */
export function rollBack(files: Files, home: Home, set: ChangeSet): Result<void> {
  const journal = journalOf(set, { actor: { name: "", kind: "agent" }, email: "", atMs: 0 });
  for (const [place, change] of set.changes.entries()) {
    const recorded = journal.changes[place];
    if (recorded === undefined || standing(files, home.folder, recorded) !== "after") continue;
    const path = join(home.folder, change.path);
    const undone = change.before === undefined ? files.remove(path) : files.writeAtomic(path, change.before);
    if (!undone.ok) return undone;
  }
  const cleared = clearJournal(files, home);
  return cleared.ok ? ok(undefined) : cleared;
}
