import { hash } from "node:crypto";
import type { Atom } from "../../evidence/atom.ts";
import { byBadness, worstOf } from "./severity.ts";

/** Atoms of one source that one piece of work deals with. */
export interface Group {
  /** The source, and a hash of what it calls the group: found again whatever the ticket is called. */
  readonly fingerprint: string;
  readonly source: string;
  /** The worst first. */
  readonly atoms: readonly Atom[];
}

const HASH_CHARS = 12;

/** Groups atoms as their sources say, the groups that look worst and largest first. */
export function groupAtoms(atoms: readonly Atom[], groupOf: (atom: Atom) => string): readonly Group[] {
  const groups = Map.groupBy(atoms, (atom) => fingerprintOf(atom.source, groupOf(atom)));
  return [...groups]
    .flatMap(([fingerprint, members]) => {
      const [first] = members;
      return first === undefined ? [] : [{ fingerprint, source: first.source, atoms: members.toSorted(byWeight) }];
    })
    .sort(byNeed);
}

/** A group's name may be long and may come from outside; its fingerprint is neither. */
export const fingerprintOf = (source: string, group: string): string =>
  `${source}:${hash("sha256", group, "hex").slice(0, HASH_CHARS)}`;

function byNeed(a: Group, b: Group): number {
  const worse = byBadness(worstOf(a.atoms), worstOf(b.atoms));
  return worse || b.atoms.length - a.atoms.length || (a.fingerprint < b.fingerprint ? -1 : 1);
}

function byWeight(a: Atom, b: Atom): number {
  return byBadness(a.severity, b.severity) || (placeOf(a) < placeOf(b) ? -1 : 1);
}

const placeOf = ({ place, id }: Atom): string =>
  `${place?.path ?? ""}\0${String(place?.line ?? 0).padStart(9, "0")}\0${id}`;
