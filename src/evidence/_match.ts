import { compareTexts } from "./_compare.ts";
import { sightingText } from "./_sighting-text.ts";
import type { Atom } from "./atom.ts";
import type { Sighting } from "./sighting.ts";

type Pair = readonly [sighting: Sighting, atom: Atom];

export interface Matched {
  readonly pairs: readonly Pair[];
  /** Sightings without an atom, by place. */
  readonly fresh: readonly Sighting[];
  /** Atoms without a sighting. */
  readonly missed: readonly Atom[];
}

/** What is left to be matched, and what is matched so far. */
interface Left {
  readonly sightings: readonly Sighting[];
  readonly atoms: readonly Atom[];
  readonly pairs: readonly Pair[];
}

/**
 * Pairs sightings and atoms of one identity. Alike ones can only be told apart by where they are, so the surest sign comes
 * first: the very same sighting, then the same path with the nearest line, then the order of what is left, which is a renamed
 * file. Atoms that are there come before atoms that were gone: a fact that moved has not returned.
 */
export function matchAlike(sightings: readonly Sighting[], atoms: readonly Atom[]): Matched {
  const sorted = sightings.toSorted(byPlace);
  const here = matchStage({ sightings: sorted, atoms: inOrder(atoms, false), pairs: [] });
  const back = matchStage({ ...here, atoms: inOrder(atoms, true) });
  return { pairs: back.pairs, fresh: back.sightings, missed: [...here.atoms, ...back.atoms] };
}

const matchStage = (left: Left): Left => matchOrder(matchPaths(matchSame(left)));

function matchSame({ sightings, atoms, pairs }: Left): Left {
  const same = Map.groupBy(atoms, sightingText);
  const found: Pair[] = [];
  const rest: Sighting[] = [];
  for (const sighting of sightings) {
    const atom = same.get(sightingText(sighting))?.shift();
    if (atom === undefined) rest.push(sighting);
    else found.push([sighting, atom]);
  }
  return leftAfter({ sightings: rest, atoms, pairs }, found);
}

function matchPaths({ sightings, atoms, pairs }: Left): Left {
  const byPath = Map.groupBy(atoms, pathOf);
  const found = [...Map.groupBy(sightings, pathOf)].flatMap(([path, seen]) =>
    nearestLines(seen, byPath.get(path) ?? []),
  );
  return leftAfter({ sightings, atoms, pairs }, found);
}

function matchOrder({ sightings, atoms, pairs }: Left): Left {
  const found = sightings.flatMap((sighting, at): Pair[] => {
    const atom = atoms[at];
    return atom === undefined ? [] : [[sighting, atom]];
  });
  return leftAfter({ sightings, atoms, pairs }, found);
}

function leftAfter({ sightings, atoms, pairs }: Left, found: readonly Pair[]): Left {
  const [seen, known] = [new Set(found.map(([sighting]) => sighting)), new Set(found.map(([, atom]) => atom))];
  return {
    sightings: sightings.filter((sighting) => !seen.has(sighting)),
    atoms: atoms.filter((atom) => !known.has(atom)),
    pairs: [...pairs, ...found],
  };
}

/**
 * Pairs two lists ordered by line so that no two pairs cross: each of the shorter takes the nearest of the longer that leaves
 * enough for those behind it. As many on both sides: first with first, so that a shift of all lines pairs them rightly.
 */
function nearestLines(sightings: readonly Sighting[], atoms: readonly Atom[]): readonly Pair[] {
  const picks = sightings.length <= atoms.length ? picksOf(sightings, atoms) : picksOf(atoms, sightings);
  return picks.flatMap((at, nth): Pair[] => {
    const [sighting, atom] =
      sightings.length <= atoms.length ? [sightings[nth], atoms[at]] : [sightings[at], atoms[nth]];
    return sighting === undefined || atom === undefined ? [] : [[sighting, atom]];
  });
}

/** For each of the shorter list the index in the longer one. */
function picksOf(short: readonly Sighting[], long: readonly Sighting[]): readonly number[] {
  const distance = (nth: number, at: number): number => Math.abs(lineOf(short[nth]) - lineOf(long[at]));
  const picks: number[] = [];
  for (const nth of short.keys()) {
    let at = (picks.at(-1) ?? -1) + 1;
    while (at < long.length - (short.length - nth) && distance(nth, at + 1) < distance(nth, at)) at += 1;
    picks.push(at);
  }
  return picks;
}

const inOrder = (atoms: readonly Atom[], gone: boolean): readonly Atom[] =>
  atoms.filter((atom) => (atom.gone !== undefined) === gone).sort((a, b) => byPlace(a, b) || compareTexts(a.id, b.id));

const byPlace = (a: Sighting, b: Sighting): number =>
  compareTexts(pathOf(a), pathOf(b)) || lineOf(a) - lineOf(b) || compareTexts(sightingText(a), sightingText(b));

const pathOf = ({ place }: Sighting): string => place?.path ?? "";
const lineOf = (sighting: Sighting | undefined): number => sighting?.place?.line ?? 0;
