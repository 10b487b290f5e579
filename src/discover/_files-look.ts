import type { Sighting } from "../evidence/sighting.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import type { InFile } from "./_files-in.ts";
import { MAX_SIGHTINGS } from "./_files-limits.ts";
import { listFiles, type Wanted } from "./_files-list.ts";
import type { OpenParts } from "./_files-parts.ts";
import { readFiles } from "./_files-read.ts";
import { finding } from "./_files-rules.ts";
import { ofItsOwn, type Raw, sightingsOf } from "./_files-sighting.ts";
import { keptFiles, type SeenIn } from "./_kept-files.ts";
import type { Look, Seen } from "./source.ts";

/** How one source reads files. What it sees in a file depends on nothing but the file's name and its text. */
export interface FileReader {
  /** Raised with every change of what it sees in a file; what was kept by another one is read again. */
  readonly version: number;
  readonly wanted: Omit<Wanted, "knownOf">;
  readonly each: (path: string, text: string) => InFile | Promise<InFile>;
  /** The same for a file too large to be read at once; without it such files are passed over. */
  readonly parts?: OpenParts;
  /** After so many files others get a turn. */
  readonly filesATurn?: number;
}

/** Looks into the files of the checkout; those that stand as they stood at the last look are not opened again. */
export async function lookIntoFiles(look: Look, reader: FileReader): Promise<Result<Seen>> {
  const kept = keptFiles(look, reader.version);
  const listed = await listFiles(look, { ...reader.wanted, knownOf: kept.knownOf });
  if (!listed.ok) return listed;
  const { asked, paths } = listed.value;
  const raws: Raw[] = [];
  const cut = new Map<string, Finding>();
  // What is passed over here is not taken for seen: the look is not whole then.
  const isFull = (): boolean => raws.length >= MAX_SIGHTINGS;
  const { filesATurn, parts } = reader;
  const read = await readFiles(look, {
    listed: listed.value,
    each: (path, text) => (isFull() ? NOTHING : reader.each(path, text)),
    seen: (path, found) => {
      if (!found.isWhole) cut.set(path, cutIn(path, found.raws.length));
      for (const raw of found.raws) raws.push(ofItsOwn({ ...raw, place: { ...raw.place, path } }));
    },
    ...(parts === undefined ? {} : { parts: (path, text) => (isFull() ? undefined : parts(path, text)) }),
    ...(filesATurn === undefined ? {} : { filesATurn }),
  });
  const sightings = Map.groupBy(await sightingsOf(raws), ({ place }) => place?.path ?? "");
  const searched = new Set(paths);
  const closed = new Set(read.unread);
  const looked = [...read.done, ...asked.filter((path) => !searched.has(path) && !closed.has(path))];
  if (!isFull() && listed.value.isWhole)
    kept.keep(new Map(looked.flatMap((path) => (cut.has(path) ? [] : [[path, sightings.get(path) ?? []]]))));
  const all = inOrder([...sightings, ...kept.seen()]);
  const findings = [...cut.values(), ...(all.length >= MAX_SIGHTINGS ? [cutIn(".", all.length)] : [])];
  return ok({
    sightings: all.slice(0, MAX_SIGHTINGS),
    findings: [...read.findings, ...findings],
    unread: read.unread,
    isWhole: read.isWhole && findings.length === 0,
  });
}

const NOTHING: InFile = { raws: [], isWhole: true };

const cutIn = (path: string, count: number): Finding =>
  finding("look-cut-short", path, {
    message: `more than ${count} facts; the rest was passed over`,
    hint: "leave files that no person writes out with `exclude`",
  });

/** By path, as if all had been read one after the other. */
function inOrder(seen: readonly SeenIn[]): readonly Sighting[] {
  return seen.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).flatMap(([, sightings]) => sightings);
}
