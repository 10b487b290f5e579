import { hash } from "node:crypto";
import type { Atom } from "../../evidence/atom.ts";
import { breadthOf } from "../../evidence/breadth.ts";
import { byWeight, type Weighed } from "../../evidence/order.ts";
import { trustOf } from "../../evidence/trust.ts";
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
      return first === undefined
        ? []
        : [{ fingerprint, source: first.source, atoms: members.toSorted(byBadnessAndPlace) }];
    })
    .map((group) => ({ group, weight: weighed(group) }))
    .sort((a, b) => byWeight(a.weight, b.weight))
    .map(({ group }) => group);
}

/** A group's name may be long and may come from outside; its fingerprint is neither. */
const fingerprintOf = (source: string, group: string): string =>
  `${source}:${hash("sha256", group, "hex").slice(0, HASH_CHARS)}`;

const weighed = ({ atoms, fingerprint }: Group): Weighed => ({
  severity: worstOf(atoms),
  runs: breadthOf(atoms).runs,
  evidence: atoms.length,
  confidence: trustOf(atoms).score,
  title: fingerprint,
});

function byBadnessAndPlace(a: Atom, b: Atom): number {
  return byBadness(a.severity, b.severity) || (placeOf(a) < placeOf(b) ? -1 : 1);
}

const placeOf = ({ place, id }: Atom): string =>
  `${place?.path ?? ""}\0${String(place?.line ?? 0).padStart(9, "0")}\0${id}`;
