import { basename, dirname, join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { applyJournal, standing } from "./apply.ts";
import { commitJournal, isCommitted } from "./commit.ts";
import { clearJournal, type Journal, type JournalChange, readJournal, recordedBytes } from "./journal.ts";

/** Where what could not be replayed is kept: somebody had changed the file after the crash. */
export const RECOVERED_FOLDER = "recovered";

/** Finishes the transaction that a crash left, before the next one begins. Called under the lock. */
export async function recover({ home, world }: Backlog): Promise<Result<void>> {
  const { files } = world;
  const journal = readJournal(files, home);
  if (journal === undefined) return ok(undefined);
  const free: JournalChange[] = [];
  for (const change of journal.changes) {
    if (standing(files, home.folder, change) === "other") {
      const kept = keepAside({ home, world }, change);
      if (!kept.ok) return kept;
    } else free.push(change);
  }
  const rest: Journal = { ...journal, changes: free };
  const applied = applyJournal(files, home.folder, rest);
  if (!applied.ok) return applied;
  for (const { path } of journal.changes) removeTemps(files, home.folder, path);
  const committed = (await isCommitted(world.git, home, rest)) ? ok(undefined) : await commitJournal(world, home, rest);
  return committed.ok ? clearJournal(files, home) : committed;
}

/** Removes what the interrupted write of a file left beside it: we hold the lock, so nobody is writing it now. */
function removeTemps(files: Files, folder: string, path: string): void {
  const target = join(folder, path);
  const listed = files.list(dirname(target));
  if (!listed.ok) return;
  for (const name of listed.value)
    if (name.startsWith(`.~${basename(target)}.`)) files.remove(join(dirname(target), name));
}

/** Keeps the text that was to be written beside the file a person changed meanwhile; the doctor reports it. */
function keepAside({ home, world }: Backlog, change: JournalChange): Result<void> {
  const bytes = recordedBytes(change);
  if (bytes === null) return ok(undefined);
  const path = join(home.privateFolder, RECOVERED_FOLDER, change.path);
  const made = world.files.makeFolder(dirname(path));
  return made.ok ? world.files.writeAtomic(path, bytes) : made;
}
