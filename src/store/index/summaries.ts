import { ok } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { MAX_INDEX_DELTA } from "../limits.ts";
import { readJournal } from "../write/journal.ts";
import {
  all,
  discardIndex,
  type Entry,
  type FolderSignature,
  loadIndex,
  markStale,
  openIndex,
  saveDelta,
  saveFolder,
  saveSnapshot,
} from "./index-file.ts";
import { overlay } from "./overlay.ts";
import { refreshTable } from "./refresh.ts";
import type { Table } from "./table.ts";

/**
 * One line for every ticket file as the disk has it now. Lock-free, and works where nothing can be written: keeping the
 * refreshed index is an attempt, not a condition (I2).
 */
export function currentTable({ home, world }: Backlog): Table {
  const loaded = loadIndex(world, home);
  const { table, changed, folder } = refreshTable(world.files, home.folder, loaded, world.files.stampMs());
  if (loaded === undefined || changed.length > 0 || folder !== undefined) {
    const whole = loaded === undefined || loaded.deltaSize + changed.length > MAX_INDEX_DELTA;
    save({ home, world }, table, { changed, whole, folder });
  }
  const journal = readJournal(world.files, home);
  return journal === undefined ? table : overlay(world.files, home, table, journal);
}

interface Saving {
  readonly changed: readonly Entry[];
  /** Write the snapshot anew instead of adding to the delta. */
  readonly whole: boolean;
  readonly folder: FolderSignature | undefined;
}

function save({ home, world }: Backlog, table: Table, { changed, whole, folder }: Saving): void {
  const opened = openIndex(world, home);
  if (!opened.ok) return;
  const db = opened.value;
  const saved = all(
    db.run("begin immediate"),
    () => (whole ? saveSnapshot(db, table) : saveDelta(db, changed)),
    () =>
      markStale(
        db,
        changed.filter(({ newText }) => newText).map(({ name }) => name),
      ),
    () => (folder === undefined ? ok(undefined) : saveFolder(db, folder)),
    () => db.run("commit"),
  );
  db.close();
  // Another reader may be saving at the same moment; only a file that cannot be used at all is thrown away.
  if (!saved.ok && !saved.fault.message.includes("locked")) discardIndex(world, home);
}
