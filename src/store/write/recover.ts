import { basename, dirname, join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { ok, type Result } from "../../std/result.ts";
import { revisionOf } from "../../ticket/revision.ts";
import type { Backlog } from "../backlog.ts";
import { MAX_JOURNAL_BYTES } from "../limits.ts";
import { applyJournal, standing } from "./apply.ts";
import { branchTip, commitJournal, isCommitted, settleIndex } from "./commit.ts";
import { clearJournal, journalPath, readJournal, recordedBytes } from "./journal.ts";
import type { Journal, JournalChange } from "./journal-shape.ts";

/** Where what could not be replayed is kept: somebody had changed the file after the crash. */
export const RECOVERED_FOLDER = "recovered";
/** Names shorter than this stand whole in the names of their temp files. */
const MIN_CUT_BYTES = 128;

/** Finishes the transaction that a crash left, before the next one begins. Called under the lock. */
export async function recover(backlog: Backlog): Promise<Result<void>> {
  const { home, world } = backlog;
  const journal = readJournal(world.files, home);
  if (journal === undefined) return putDamagedAside(backlog);
  // Read before the question whether the branch holds the change: a git that outlived the dead writer may answer it at any moment.
  const tip = home.kind === "branch" ? await branchTip(world, home) : ok(undefined);
  if (!tip.ok) return tip;
  // What the branch holds already cannot get lost: whatever a person made of the file since then is simply newer.
  const isDone = await isCommitted(world.git, home, journal);
  const free: JournalChange[] = [];
  const missing: JournalChange[] = [];
  for (const change of journal.changes) {
    const state = standing(world.files, home.folder, change);
    if (state === "before") missing.push(change);
    if (state !== "other") free.push(change);
    else if (!isDone) {
      const kept = keepAside(backlog, change);
      if (!kept.ok) return kept;
    }
  }
  const rest: Journal = { ...journal, changes: free };
  const applied = await applyJournal({ files: world.files, folder: home.folder }, { changes: missing });
  if (!applied.ok) return applied;
  removeTemps(world.files, home.folder, journal.changes);
  const committed = isDone
    ? await settleIndex(world, home, rest)
    : await commitJournal(world, home, { journal: rest, ...(tip.value === undefined ? {} : { tip: tip.value }) });
  if (!committed.ok) return committed;
  return committed.value === "settled" ? clearJournal(world.files, home) : ok(undefined);
}

/** A journal that says nothing to replay makes room for the next one, and is kept for a person to look at. */
function putDamagedAside({ home, world }: Backlog): Result<void> {
  const path = journalPath(home);
  if (world.files.stat(path) === undefined) return ok(undefined);
  const read = world.files.read(path, MAX_JOURNAL_BYTES);
  if (!read.ok) return read;
  const kept = keepBytes({ home, world }, "journal.json", read.value);
  return kept.ok ? clearJournal(world.files, home) : kept;
}

/** Removes what the interrupted writes of files left beside them: we hold the lock, so nobody is writing them now. */
function removeTemps(files: Files, folder: string, changes: readonly JournalChange[]): void {
  for (const [place, own] of Map.groupBy(changes, ({ path }) => dirname(join(folder, path)))) {
    const listed = files.list(place);
    const temps = listed.ok ? listed.value.filter((name) => name.startsWith(TEMP_MARK)) : [];
    if (temps.length === 0) continue;
    const targets = new Set(own.map(({ path }) => basename(path)));
    for (const name of temps) if (isTempOf(name, targets)) files.remove(join(place, name));
  }
}

const TEMP_MARK = ".~";

/** A temp file is named after its target, and after the beginning of a long name only: it has to fit itself. */
function isTempOf(name: string, targets: ReadonlySet<string>): boolean {
  const [, stem] = /^\.~(.+)\.\d+\.[0-9a-z]+$/s.exec(name) ?? [];
  if (stem === undefined) return false;
  if (targets.has(stem)) return true;
  return Buffer.byteLength(stem) >= MIN_CUT_BYTES && [...targets].some((target) => target.startsWith(stem));
}

/** Keeps the text that was to be written beside the file a person changed meanwhile; the doctor reports it. */
function keepAside({ home, world }: Backlog, change: JournalChange): Result<void> {
  const bytes = recordedBytes(change);
  if (bytes === null) return ok(undefined);
  return keepBytes({ home, world }, change.path, bytes);
}

/** What is kept there from an earlier crash stays: a second text for the same file gets its revision into its name. */
function keepBytes({ home, world }: Backlog, name: string, bytes: Uint8Array): Result<void> {
  const path = join(home.privateFolder, RECOVERED_FOLDER, name);
  const made = world.files.makeFolder(dirname(path));
  if (!made.ok) return made;
  const free = world.files.stat(path) === undefined ? path : `${path}.${revisionOf(bytes)}`;
  return world.files.writeAtomic(free, bytes);
}
