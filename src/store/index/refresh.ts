import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { FileStat, Files } from "../../ports/files.ts";
import { err } from "../../std/result.ts";
import { encodeSummary, summarise } from "../../ticket/summary.ts";
import { outsideRoot } from "../faults.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { MAX_TICKET_BYTES, RACY_MS } from "../limits.ts";
import type { Entry, Loaded } from "./index-file.ts";
import { isFresh, SIGNATURE_WIDTH, signatureOf, type Table } from "./table.ts";
import { unreadableSummary } from "./unreadable.ts";

export interface Refreshed {
  readonly table: Table;
  /** What differs from what was loaded; nothing when the index was right. */
  readonly changed: readonly Entry[];
}

/** Brings a loaded index up to date with the disk: every file is looked at, only changed ones are read. */
export function refreshTable(files: Files, folder: string, loaded: Loaded | undefined, nowMs: number): Refreshed {
  const known = withDelta(loaded);
  const found = ticketNames(files, folder);
  const table: Table = { names: [], lines: [], signatures: new Float64Array(found.length * SIGNATURE_WIDTH) };
  const changed: Entry[] = [];
  for (const name of found) {
    const stat = files.stat(`${folder}/${TICKETS_FOLDER}/${name}`);
    if (stat === undefined || stat.isDirectory()) continue;
    const place = known.places.get(name);
    if (place !== undefined && isFresh(known.table, place, stat)) {
      keep(table, known.table, place);
    } else {
      const sum = place === undefined ? undefined : known.table.signatures[place * SIGNATURE_WIDTH + 4];
      const entry = readEntry(files, folder, { name, stat, nowMs, knownSum: sum });
      changed.push(entry);
      append(table, name, entry.line ?? "", entry.signature);
    }
    known.places.delete(name);
  }
  for (const name of known.places.keys())
    changed.push({ name, line: undefined, signature: [0, 0, 0, 0, 0], newText: true });
  return {
    table: { ...table, signatures: table.signatures.subarray(0, table.names.length * SIGNATURE_WIDTH) },
    changed,
  };
}

/** Names of ticket files under tickets/, those in its subfolders too. */
export function ticketNames(files: Files, folder: string): readonly string[] {
  const listed = files.list(join(folder, TICKETS_FOLDER));
  if (!listed.ok) return [];
  const names: string[] = [];
  for (const name of listed.value) {
    if (name.endsWith(".md")) {
      if (!name.startsWith(".")) names.push(name);
      continue;
    }
    if (!name.startsWith(".") && !name.includes(".")) names.push(...namesInside(files, folder, name));
  }
  return names;
}

function namesInside(files: Files, folder: string, subfolder: string): readonly string[] {
  const path = join(folder, TICKETS_FOLDER, subfolder);
  if (files.stat(path)?.isDirectory() !== true) return [];
  const listed = files.list(path);
  return listed.ok
    ? listed.value.filter((name) => name.endsWith(".md") && !name.startsWith(".")).map((name) => `${subfolder}/${name}`)
    : [];
}

interface Seen {
  readonly name: string;
  readonly stat: FileStat;
  readonly nowMs: number;
  readonly knownSum: number | undefined;
}

function readEntry(files: Files, folder: string, { name, stat, nowMs, knownSum }: Seen): Entry {
  const path = `${TICKETS_FOLDER}/${name}`;
  const read =
    stat.isSymbolicLink() && leadsOut(files, folder, path)
      ? err(outsideRoot({ path }))
      : files.read(join(folder, path), MAX_TICKET_BYTES);
  const sum = read.ok ? crc32(read.value) : 0;
  const summary = read.ok ? summarise(path, read.value) : unreadableSummary(path, read.fault.code);
  const signature = signatureOf(stat, sum, { nowMs, racyMs: RACY_MS });
  return { name, line: encodeSummary(summary), signature, newText: sum !== knownSum };
}

/** Whether a link among the tickets points out of the backlog's folder. */
function leadsOut(files: Files, folder: string, path: string): boolean {
  const real = files.realPath(join(folder, path));
  return real === undefined || !real.startsWith(`${files.realPath(folder) ?? folder}/`);
}

function withDelta(loaded: Loaded | undefined): { table: Table; places: Map<string, number> } {
  const table: Table = loaded?.table ?? { names: [], lines: [], signatures: new Float64Array(0) };
  const places = new Map<string, number>();
  for (let place = 0; place < table.names.length; place += 1) places.set(table.names[place] ?? "", place);
  const delta = loaded?.delta ?? [];
  if (delta.length === 0) return { table, places };
  const grown: Table = {
    names: table.names,
    lines: table.lines,
    signatures: new Float64Array(table.signatures.length + delta.length * SIGNATURE_WIDTH),
  };
  grown.signatures.set(table.signatures);
  for (const { name, line, signature } of delta) {
    if (line === undefined) {
      places.delete(name);
      continue;
    }
    places.set(name, grown.names.length);
    append(grown, name, line, signature);
  }
  return { table: grown, places };
}

function append(table: Table, name: string, line: string, signature: readonly number[]): void {
  table.signatures.set(signature, table.names.length * SIGNATURE_WIDTH);
  table.names.push(name);
  table.lines.push(line);
}

function keep(table: Table, from: Table, place: number): void {
  const at = table.names.length * SIGNATURE_WIDTH;
  for (let column = 0; column < SIGNATURE_WIDTH; column += 1)
    table.signatures[at + column] = from.signatures[place * SIGNATURE_WIDTH + column] ?? 0;
  table.names.push(from.names[place] ?? "");
  table.lines.push(from.lines[place] ?? "");
}
