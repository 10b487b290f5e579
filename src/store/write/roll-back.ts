import { join } from "node:path";
import type { Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { standing } from "./apply.ts";
import type { ChangeSet } from "./change.ts";
import { updateIndex } from "./commit.ts";
import { clearJournal, journalOf } from "./journal.ts";

/**
 * Takes back a transaction that failed while it was carried out (a full disk, say), so that the caller's "nothing was changed"
 * is true. Only the files it touched are: an edit made by hand that was merely to be recorded stays as the person left it. What cannot
 * be taken back stays in the journal, and the next writer finishes it instead.
 */
export async function rollBack(
  { home, world }: Backlog,
  set: ChangeSet,
  touched: ReadonlySet<string>,
): Promise<Result<void>> {
  const { files } = world;
  const journal = journalOf(set, { actor: { name: "", kind: "agent" }, email: "", atMs: 0 });
  for (const [place, change] of set.changes.entries()) {
    const recorded = journal.changes[place];
    if (recorded === undefined || !touched.has(change.path)) continue;
    if (standing(files, home.folder, recorded) !== "after") continue;
    const path = join(home.folder, change.path);
    const undone = change.before === undefined ? files.remove(path) : files.writeAtomic(path, change.before);
    if (!undone.ok) return undone;
  }
  // Only looks: where git cannot be called at all, it has not taken anything into its index either.
  if (home.kind === "branch") await updateIndex(world.git, home, journal);
  return clearJournal(files, home);
}
