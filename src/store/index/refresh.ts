import { join } from "node:path";
import type { FileStat, Files } from "../../ports/files.ts";
import { hashBytes } from "../../std/hash.ts";
import { err } from "../../std/result.ts";
import { summarise } from "../../ticket/summary.ts";
import { encodeSummary } from "../../ticket/summary-line.ts";
import { outsideRoot } from "../faults.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { MAX_TICKET_BYTES, RACY_MS } from "../limits.ts";
import type { Entry, FolderSignature, Loaded } from "./index-file.ts";
import { type Known, type KnownFiles, knownFiles } from "./known.ts";
import { isFresh, SIGNATURE_WIDTH, signatureOf, type Table } from "./table.ts";
import { listTickets } from "./ticket-names.ts";
import { unreadableSummary } from "./unreadable.ts";

export interface Refreshed {
  readonly table: Table;
  /** What differs from what was loaded; nothing when the index was right. */
  readonly changed: readonly Entry[];
  /** The state of the folder, when it was listed anew. */
  readonly folder: FolderSignature | undefined;
}

/** Brings a loaded index up to date with the disk: every file is looked at, only changed ones are read. */
export function refreshTable(files: Files, folder: string, loaded: Loaded | undefined, nowMs: number): Refreshed {
  const known = knownFiles(loaded);
  const listing = listNames(files, folder, { loaded, known, nowMs });
  const found = listing.names;
  const table: Table = { names: [], lines: [], signatures: new Float64Array(found.length * SIGNATURE_WIDTH) };
  const changed: Entry[] = [];
  files.statEach(`${folder}/${TICKETS_FOLDER}`, found, (stat, place) => {
    const name = found[place];
    if (name === undefined || stat === undefined || stat.isDirectory()) return;
    const before = known.find(name, table.names.length);
    if (before !== undefined && isFresh(before.signatures, before.at, stat)) {
      keep(table, name, before);
      return;
    }
    const entry = readEntry(files, folder, { name, stat, nowMs, before });
    changed.push(entry);
    keep(table, name, { line: entry.line ?? "", signatures: entry.signature, at: 0 });
  });
  changed.push(...known.missingFrom(table.names));
  const signatures = table.signatures.subarray(0, table.names.length * SIGNATURE_WIDTH);
  return { table: { ...table, signatures }, changed, folder: listing.signature };
}

interface Listing {
  readonly names: readonly string[];
  /** Absent when the folder did not have to be listed. */
  readonly signature: FolderSignature | undefined;
}

/**
 * The names in the folder; those of the index while the folder's own times say that nothing came or went. Listing ten thousand
 * names takes as long as a third of their stats.
 */
function listNames(
  files: Files,
  folder: string,
  { loaded, known, nowMs }: { loaded: Loaded | undefined; known: KnownFiles; nowMs: number },
): Listing {
  const stat = files.stat(`${folder}/${TICKETS_FOLDER}`);
  const before = loaded?.folder;
  if (stat !== undefined && before !== undefined && before.length === 3 && isSameFolder(before, stat))
    return { names: known.names(), signature: undefined };
  const { names, flat } = listTickets(files, folder);
  const racy = stat === undefined || Math.max(stat.mtimeMs, stat.ctimeMs) > nowMs - RACY_MS;
  if (racy || !flat) return { names, signature: before === undefined ? undefined : [] };
  return { names, signature: [stat.mtimeMs, stat.ctimeMs, stat.ino] };
}

const isSameFolder = (before: FolderSignature, stat: FileStat): boolean =>
  before[0] === stat.mtimeMs && before[1] === stat.ctimeMs && before[2] === stat.ino;

function keep(table: Table, name: string, { line, signatures, at }: Known): void {
  const to = table.names.length * SIGNATURE_WIDTH;
  for (let column = 0; column < SIGNATURE_WIDTH; column += 1)
    table.signatures[to + column] = signatures[at + column] ?? 0;
  table.names.push(name);
  table.lines.push(line);
}

interface Seen {
  readonly name: string;
  readonly stat: FileStat;
  readonly nowMs: number;
  readonly before: Known | undefined;
}

function readEntry(files: Files, folder: string, { name, stat, nowMs, before }: Seen): Entry {
  const path = `${TICKETS_FOLDER}/${name}`;
  const read =
    stat.isSymbolicLink() && leadsOut(files, folder, path)
      ? err(outsideRoot({ path }))
      : files.read(join(folder, path), MAX_TICKET_BYTES);
  const sum = read.ok ? hashBytes(read.value)[1] : 0;
  const summary = read.ok ? summarise(path, read.value) : unreadableSummary(path, read.fault);
  const signature = signatureOf(stat, sum, { nowMs, racyMs: RACY_MS });
  const newText = before === undefined || before.signatures[before.at + SIGNATURE_WIDTH - 1] !== sum;
  return { name, line: encodeSummary(summary), signature, newText };
}

/** Whether a link among the tickets points out of the backlog's folder. */
function leadsOut(files: Files, folder: string, path: string): boolean {
  const real = files.realPath(join(folder, path));
  return real === undefined || !real.startsWith(`${files.realPath(folder) ?? folder}/`);
}
