import type { Atom } from "./atom.ts";
import { pathsIn } from "./likeness/anchors.ts";
import type { Comparable } from "./likeness/comparable.ts";
import { MAX_ATOMS_READ, MAX_QUOTE_READ } from "./limits.ts";

export interface Facts {
  readonly title: string;
  readonly atoms: readonly Atom[];
  readonly fingerprint?: string;
}

/** Facts that one ticket would deal with, as something that can be compared with tickets and other facts. */
export function comparableAtoms({ title, atoms, fingerprint }: Facts): Comparable {
  const read = atoms.slice(0, MAX_ATOMS_READ);
  const texts = read.flatMap(({ message, quote }) => [message, quote?.text.slice(0, MAX_QUOTE_READ) ?? ""]);
  return {
    title,
    text: texts.filter((text) => text !== "").join("\n"),
    anchors: read.flatMap(({ place, message }) => [...(place === undefined ? [] : [place.path]), ...pathsIn(message)]),
    evidence: atoms.map(({ id }) => id),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}
