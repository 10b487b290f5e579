import { join } from "node:path";
import type { FileStat, Files } from "../../ports/files.ts";
import { hashBytes } from "../../std/hash.ts";
import { err } from "../../std/result.ts";
import { encodeSummary, summarise } from "../../ticket/summary.ts";
import { outsideRoot } from "../faults.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { MAX_TICKET_BYTES, RACY_MS } from "../limits.ts";
import type { Entry, Loaded } from "./index-file.ts";
import { type Known, knownFiles } from "./known.ts";
import { isFresh, SIGNATURE_WIDTH, signatureOf, type Table } from "./table.ts";
import { ticketNames } from "./ticket-names.ts";
import { unreadableSummary } from "./unreadable.ts";

export interface Refreshed {
  readonly table: Table;
  /** What differs from what was loaded; nothing when the index was right. */
  readonly changed: readonly Entry[];
}

/** Brings a loaded index up to date with the disk: every file is looked at, only changed ones are read. */
export function refreshTable(files: Files, folder: string, loaded: Loaded | undefined, nowMs: number): Refreshed {
  const known = knownFiles(loaded);
  const found = ticketNames(files, folder);
  const table: Table = { names: [], lines: [], signatures: new Float64Array(found.length * SIGNATURE_WIDTH) };
  const changed: Entry[] = [];
  const stats = files.statEach(`${folder}/${TICKETS_FOLDER}`, found);
  for (const [place, name] of found.entries()) {
    const stat = stats[place];
    if (stat === undefined || stat.isDirectory()) continue;
    const before = known.find(name, table.names.length);
    if (before !== undefined && isFresh(before.signatures, before.at, stat)) {
      keep(table, name, before);
      continue;
    }
    const entry = readEntry(files, folder, { name, stat, nowMs, before });
    changed.push(entry);
    keep(table, name, { line: entry.line ?? "", signatures: entry.signature, at: 0 });
  }
  changed.push(...known.missingFrom(table.names));
  return {
    table: { ...table, signatures: table.signatures.subarray(0, table.names.length * SIGNATURE_WIDTH) },
    changed,
  };
}

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
  const summary = read.ok ? summarise(path, read.value) : unreadableSummary(path, read.fault.code);
  const signature = signatureOf(stat, sum, { nowMs, racyMs: RACY_MS });
  const newText = before === undefined || before.signatures[before.at + SIGNATURE_WIDTH - 1] !== sum;
  return { name, line: encodeSummary(summary), signature, newText };
}

/** Whether a link among the tickets points out of the backlog's folder. */
function leadsOut(files: Files, folder: string, path: string): boolean {
  const real = files.realPath(join(folder, path));
  return real === undefined || !real.startsWith(`${files.realPath(folder) ?? folder}/`);
}
