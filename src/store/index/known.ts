import type { Entry, Loaded } from "./index-file.ts";
import { emptyTable, SIGNATURE_WIDTH } from "./table.ts";

/** What the index knew of one file. */
export interface Known {
  readonly line: string;
  readonly signatures: ArrayLike<number>;
  /** Where its signature begins. */
  readonly at: number;
}

export interface KnownFiles {
  /** Every name the index has. */
  names(): readonly string[];
  /** What is known of a file; `guess` is its place in the listing, where it usually stood the last time too. */
  find(name: string, guess: number): Known | undefined;
  /** Entries for files that were known and are gone. */
  missingFrom(names: readonly string[]): readonly Entry[];
}

/** The snapshot with its delta on top. A lookup table of ten thousand names is made only when the folder's order has changed. */
export function knownFiles(loaded: Loaded | undefined): KnownFiles {
  const table = loaded?.table ?? emptyTable();
  const delta = new Map((loaded?.delta ?? []).map((entry) => [entry.name, entry]));
  let places: Map<string, number> | undefined;
  const placeOf = (name: string, guess: number): number | undefined => {
    if (table.names[guess] === name) return guess;
    places ??= new Map(table.names.map((known, place) => [known, place]));
    return places.get(name);
  };
  const find = (name: string, guess: number): Known | undefined => {
    const later = delta.size === 0 ? undefined : delta.get(name);
    if (later !== undefined)
      return later.line === undefined ? undefined : { line: later.line, signatures: later.signature, at: 0 };
    const place = placeOf(name, guess);
    if (place === undefined) return undefined;
    return { line: table.lines[place] ?? "", signatures: table.signatures, at: place * SIGNATURE_WIDTH };
  };
  const names = (): readonly string[] => {
    if (delta.size === 0) return table.names;
    const there = new Set(table.names);
    for (const { name, line } of delta.values()) {
      if (line === undefined) there.delete(name);
      else there.add(name);
    }
    return [...there];
  };
  return {
    names,
    find,
    missingFrom: (names) => {
      const sameAsBefore = delta.size === 0 && places === undefined && names.length === table.names.length;
      return sameAsBefore ? [] : missing([...table.names, ...delta.keys()], new Set(names), delta);
    },
  };
}

function missing(
  known: readonly string[],
  there: ReadonlySet<string>,
  delta: ReadonlyMap<string, Entry>,
): readonly Entry[] {
  const noted = (name: string): boolean => delta.has(name) && delta.get(name)?.line === undefined;
  return [...new Set(known)]
    .filter((name) => !there.has(name) && !noted(name))
    .map((name) => ({ name, line: undefined, signature: [0, 0, 0, 0, 0], newText: true }));
}
