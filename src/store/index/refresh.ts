import { join } from "node:path";
import type { FileStat, Files } from "../../ports/files.ts";
import { hashBytes } from "../../std/hash.ts";
import { err } from "../../std/result.ts";
import { summarise } from "../../ticket/summary.ts";
import { encodeSummary, samePlan } from "../../ticket/summary-line.ts";
import { outsideRoot } from "../faults.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { MAX_TICKET_BYTES, RACY_MS } from "../limits.ts";
import type { Entry, FolderSignature, Loaded } from "./index-file.ts";
import {
  align,
  copyOf,
  emptyTable,
  isFresh,
  SIGNATURE_WIDTH,
  setRow,
  signatureOf,
  type Table,
  withoutRows,
} from "./table.ts";
import { listTickets } from "./ticket-names.ts";
import { unreadableSummary } from "./unreadable.ts";

export interface Refreshed {
  readonly table: Table;
  /** What differs from what was loaded; nothing when the index was right. */
  readonly changed: readonly Entry[];
  /** The state of the folder, when it was listed anew. */
  readonly folder: FolderSignature | undefined;
}

interface Before {
  /** What was read of the index; nothing when there is none. */
  readonly loaded: Loaded | undefined;
  /** The disk's time, for telling which files were touched too shortly before to be trusted. */
  readonly nowMs: number;
}

/** Brings a loaded index up to date with the disk: every file is looked at, only changed ones are read. */
export function refreshTable(files: Files, folder: string, { loaded, nowMs }: Before): Refreshed {
  const before = loaded?.table ?? emptyTable();
  const listing = listNames(files, folder, { loaded, nowMs });
  const { table, gone } = align(before, listing.names);
  const stale: { readonly place: number; readonly stat: FileStat | undefined }[] = [];
  files.statEach(`${folder}/${TICKETS_FOLDER}`, table.names, (stat, place) => {
    if (stat === undefined || !isFresh(table, place, stat)) stale.push({ place, stat });
  });
  if (stale.length === 0 && gone.length === 0) return { table, changed: [], folder: listing.signature };
  const fresh = table === before ? copyOf(table) : table;
  const changed: Entry[] = gone.map(goneEntry);
  const dropped = new Set<number>();
  for (const { place, stat } of stale) {
    const name = fresh.names[place] ?? "";
    if (stat === undefined || stat.isDirectory()) {
      dropped.add(place);
      changed.push(goneEntry(name));
      continue;
    }
    const sum = fresh.signatures[place * SIGNATURE_WIDTH + SIGNATURE_WIDTH - 1];
    const entry = readEntry(files, folder, { name, stat, nowMs, sum, line: fresh.lines[place] ?? "" });
    changed.push(entry);
    setRow(fresh, place, entry);
  }
  return { table: dropped.size === 0 ? fresh : withoutRows(fresh, dropped), changed, folder: listing.signature };
}

const goneEntry = (name: string): Entry => ({
  name,
  line: undefined,
  signature: [0, 0, 0, 0, 0],
  newText: true,
  newPlan: true,
});

interface Listing {
  readonly names: readonly string[];
  /** Absent when the folder did not have to be listed. */
  readonly signature: FolderSignature | undefined;
}

/**
 * The names in the folder; those of the index while the folder's own times say that nothing came or went. Listing ten thousand
 * names takes as long as a third of their stats.
 */
function listNames(files: Files, folder: string, { loaded, nowMs }: Before): Listing {
  const stat = files.stat(`${folder}/${TICKETS_FOLDER}`);
  const before = loaded?.folder;
  if (loaded !== undefined && stat !== undefined && before?.length === 3 && isSameFolder(before, stat))
    return { names: loaded.table.names, signature: undefined };
  const { names, flat } = listTickets(files, folder);
  const racy = stat === undefined || Math.max(stat.mtimeMs, stat.ctimeMs) > nowMs - RACY_MS;
  if (racy || !flat) return { names, signature: before === undefined || before.length === 0 ? undefined : [] };
  return { names, signature: [stat.mtimeMs, stat.ctimeMs, stat.ino] };
}

const isSameFolder = (before: FolderSignature, stat: FileStat): boolean =>
  before[0] === stat.mtimeMs && before[1] === stat.ctimeMs && before[2] === stat.ino;

interface Seen {
  readonly name: string;
  readonly stat: FileStat;
  readonly nowMs: number;
  /** Checksum of the text the index last saw, and what it made of it; empty where it has not seen the file. */
  readonly sum: number | undefined;
  readonly line: string;
}

function readEntry(files: Files, folder: string, { name, stat, nowMs, sum: before, line: known }: Seen): Entry {
  const path = `${TICKETS_FOLDER}/${name}`;
  const read =
    stat.isSymbolicLink() && leadsOut(files, folder, path)
      ? err(outsideRoot({ path }))
      : files.read(join(folder, path), MAX_TICKET_BYTES);
  const sum = read.ok ? hashBytes(read.value)[1] : 0;
  const summary = read.ok ? summarise(path, read.value) : unreadableSummary(path, read.fault);
  const signature = signatureOf(stat, sum, { nowMs, racyMs: RACY_MS });
  const line = encodeSummary(summary);
  return { name, line, signature, newText: sum !== before, newPlan: known === "" || !samePlan(known, line) };
}

/** Whether a link among the tickets points out of the backlog's folder. */
function leadsOut(files: Files, folder: string, path: string): boolean {
  const real = files.realPath(join(folder, path));
  return real === undefined || !real.startsWith(`${files.realPath(folder) ?? folder}/`);
}
