import { join } from "node:path";
import type { SqlDatabase } from "../../ports/sql.ts";
import type { Watch } from "../../ports/watch.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { MAX_INDEX_DELTA } from "../limits.ts";
import { readJournal } from "../write/journal.ts";
import { carryAnswers, dropAnswers } from "./answer-rows.ts";
import {
  all,
  discardIndex,
  type Entry,
  type FolderSignature,
  type Loaded,
  loadIndex,
  openIndex,
  saveDelta,
  saveFolder,
  saveSnapshot,
} from "./index-file.ts";
import { overlay } from "./overlay.ts";
import { refreshTable } from "./refresh.ts";
import { dropSearchSeal, markStale } from "./search-state.ts";
import { steadily } from "./steadily.ts";
import type { Table } from "./table.ts";
import { listTickets } from "./ticket-names.ts";

/**
 * One line for every ticket file as the disk has it now. Lock-free, and works where nothing can be written: keeping the
 * refreshed index is an attempt, not a condition (I2).
 */
export function currentTable(backlog: Backlog): Table {
  return steadily(backlog, () => tableNow(backlog));
}

function tableNow(backlog: Backlog): Table {
  const { home, world } = backlog;
  const table = world.watch === undefined ? tableOnDisk(backlog) : watchedTable(backlog, world.watch);
  const journal = readJournal(world.files, home);
  return journal === undefined ? table : overlay(world.files, home, { table, journal });
}

interface Kept {
  readonly folder: string;
  readonly mark: string;
  readonly table: Table;
}

/** The last table of each process that stays, for as long as its watch lives. */
const kept = new WeakMap<Watch, Kept>();

/** The table of the last call, unless something in the folder has changed since. */
function watchedTable(backlog: Backlog, watch: Watch): Table {
  const folder = join(backlog.home.folder, TICKETS_FOLDER);
  // Taken before the disk is read: what changes meanwhile gives another mark the next time.
  const mark = watch.mark(folder);
  const before = kept.get(watch);
  if (before !== undefined && before.folder === folder && before.mark === mark) return before.table;
  const table = tableOnDisk(backlog);
  const { flat } = listTickets(backlog.world.files, backlog.home.folder);
  if (mark === undefined || !flat) kept.delete(watch);
  else kept.set(watch, { folder, mark, table });
  return table;
}

function tableOnDisk({ home, world }: Backlog): Table {
  const loaded = loadIndex(world, home);
  const { table, changed, folder } = refreshTable(world.files, home.folder, { loaded, nowMs: world.files.stampMs() });
  if (loaded === undefined || changed.length > 0 || folder !== undefined)
    save({ home, world }, table, { changed, folder, loaded });
  return table;
}

interface Saving {
  readonly changed: readonly Entry[];
  readonly folder: FolderSignature | undefined;
  /** What was there before; nothing when nothing is known of it. */
  readonly loaded: Loaded | undefined;
}

function save({ home, world }: Backlog, table: Table, { changed, folder, loaded }: Saving): void {
  const opened = openIndex(world, home);
  if (!opened.ok) return;
  const db = opened.value;
  const saved = all(
    db.run("begin immediate"),
    () => saveLines(db, table, { changed, loaded }),
    () => (loaded === undefined ? dropSearchSeal(db) : markStale(db, newTexts(changed))),
    () => (folder === undefined ? ok(undefined) : saveFolder(db, folder)),
    () => db.run("commit"),
  );
  db.close();
  // Another reader may be saving at the same moment; only a file that cannot be used at all is thrown away.
  if (!saved.ok && saved.fault.code !== "sql-busy") discardIndex(world, home);
}

/** Answers outlive changes that no order looks at, such as a comment, as long as the rows stay where they are. */
function saveLines(db: SqlDatabase, table: Table, { changed, loaded }: Omit<Saving, "folder">): Result<void> {
  if (loaded === undefined || loaded.deltaSize + changed.length > MAX_INDEX_DELTA)
    return all(dropAnswers(db), () => saveSnapshot(db, table));
  const stamp = loaded.table.kept?.stamp;
  if (changed.some(({ newPlan }) => newPlan)) return all(dropAnswers(db), () => saveDelta(db, changed));
  return carryAnswers(db, stamp, () => saveDelta(db, changed));
}

const newTexts = (changed: readonly Entry[]): readonly string[] =>
  changed.filter(({ newText }) => newText).map(({ name }) => name);
