import type { Sighting } from "../evidence/sighting.ts";
import { hashBytes } from "../std/hash.ts";
import { parseJson } from "../std/json.ts";
import { VERSION } from "../std/version.ts";
import { MAX_KEPT_BYTES } from "./_files-limits.ts";
import { type FileMarks, MARK_WIDTH, marksOf } from "./_kept-files-marks.ts";
import { isKeptText, type KeptText } from "./_kept-files-text.ts";
import type { Look } from "./source.ts";

/**
 * What a source saw in each file the last time, so that a file that stands as it stood then is neither searched nor read again. It lies
 * in a private folder and may be deleted at any time (I1); what is damaged, or made by another version, counts for nothing.
 */
export interface KeptFiles {
  /** Those of the files that stand as they stood. Asked once, before any of them is opened. */
  readonly knownOf: (paths: readonly string[]) => ReadonlySet<string>;
  /** What was seen in files that are known, for those in which something was. */
  seen(): readonly SeenIn[];
  /** Keeps what was seen in the files that were not known, and forgets those that are not there any more. */
  keep(looked: ReadonlyMap<string, readonly Sighting[]>): void;
}

export type SeenIn = readonly [path: string, sightings: readonly Sighting[]];

/** The number is raised with every change of what the source sees in a file. */
export function keptFiles(look: Look, reader: number): KeptFiles {
  const { world, root, since, cacheFolder } = look;
  if (cacheFolder === undefined || since !== undefined) return NOTHING_KEPT;
  const file = `${cacheFolder}/files`;
  let marks: FileMarks = marksOf(world.files, root, []);
  let known: ReadonlySet<string> = new Set();
  let seen: readonly SeenIn[] = [];
  let keptCount = 0;

  const knownOf = (paths: readonly string[]): ReadonlySet<string> => {
    marks = marksOf(world.files, root, paths);
    const before = readKept(look, file);
    if (before === undefined || before.key !== keyOf(reader, marks)) return known;
    known = new Set(before.paths.filter((path, at) => marks.isSame(path, before.marks, at)));
    seen = before.seen.filter(([path]) => known.has(path));
    keptCount = before.paths.length;
    return known;
  };

  const keep = (looked: ReadonlyMap<string, readonly Sighting[]>): void => {
    const fresh = [...looked.keys()].filter((path) => marks.has(path));
    if (fresh.length === 0 && known.size === keptCount) return;
    const paths = [...known, ...fresh];
    const found = fresh.flatMap((path): readonly SeenIn[] => {
      const sightings = looked.get(path) ?? [];
      return sightings.length === 0 ? [] : [[path, sightings]];
    });
    const text: KeptText = { key: keyOf(reader, marks), paths, marks: marks.listed(paths), seen: [...seen, ...found] };
    writeKept(look, file, text);
  };

  return { knownOf, seen: () => seen, keep };
}

const NOTHING_KEPT: KeptFiles = { knownOf: () => new Set(), seen: () => [], keep: () => undefined };

function readKept({ world }: Look, file: string): KeptText | undefined {
  const bytes = world.files.read(file, MAX_KEPT_BYTES);
  if (!bytes.ok) return undefined;
  const end = bytes.value.indexOf(10) + 1;
  const [sum, body] = [bytes.value.subarray(0, end), bytes.value.subarray(end)];
  if (new TextDecoder().decode(sum) !== sumOf(body)) return undefined;
  const text = parseJson(new TextDecoder().decode(body));
  return isKeptText(text) && text.marks.length === text.paths.length * MARK_WIDTH ? text : undefined;
}

/** A cache that cannot be written is none. */
function writeKept({ world, cacheFolder = "" }: Look, file: string, text: KeptText): void {
  const body = new TextEncoder().encode(JSON.stringify(text));
  const bytes = Buffer.concat([new TextEncoder().encode(sumOf(body)), body]);
  if (bytes.length <= MAX_KEPT_BYTES && world.files.makeFolder(cacheFolder).ok) world.files.writeAtomic(file, bytes);
}

const sumOf = (bytes: Uint8Array): string => `${hashBytes(bytes).join(" ")}\n`;

/** Which files are text may stand in files of attributes: with each change of one of them all is looked at anew. */
function keyOf(reader: number, marks: FileMarks): string {
  const attributes = marks.paths().filter((path) => path === ".gitattributes" || path.endsWith("/.gitattributes"));
  return JSON.stringify([VERSION, reader, attributes, marks.listed(attributes)]);
}
