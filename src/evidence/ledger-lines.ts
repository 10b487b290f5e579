import { orderKeys } from "./_atom-keys.ts";
import { atomOf } from "./_atom-shape.ts";
import { compareTexts } from "./_compare.ts";
import { mergeAtoms } from "./_merge-atom.ts";
import type { Atom } from "./atom.ts";

/** One file of the ledger, read. */
export interface Shard {
  /** Ordered by id, each id once. */
  readonly atoms: readonly Atom[];
  /** Lines that are no atom; they are written back as they are. */
  readonly unreadable: readonly UnreadableLine[];
}

export interface UnreadableLine {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly why: string;
}

/**
 * Reads a file of the ledger: one atom a line. It never fails; what it cannot read it hands back. Empty lines are passed over. An id
 * that stands there twice, as after a merge by git alone, becomes one atom.
 */
export function readShard(text: string): Shard {
  const read = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const lines = read.flatMap((line, at) =>
    line.trim() === "" ? [] : [{ text: line, line: at + 1, atom: atomOf(line) }],
  );
  return {
    atoms: onceEach(lines.flatMap(({ atom }) => (atom.ok ? [atom.value] : []))).sort(byId),
    unreadable: lines.flatMap(({ text, line, atom }) => (atom.ok ? [] : [{ text, line, why: atom.fault }])),
  };
}

/** The text of a file of the ledger: the atoms by id, then the lines that could not be read. The same shard, the same bytes. */
export function printShard({ atoms, unreadable }: Shard): string {
  const rest = unreadable.map(({ text }) => text).sort(compareTexts);
  return [...atoms.toSorted(byId).map(atomLine), ...rest].map((line) => `${line}\n`).join("");
}

/** One atom as one line of JSON: known keys in a fixed order, then the ones we do not know, by name. */
export const atomLine = (atom: Atom): string => JSON.stringify(orderKeys(atom));

function onceEach(atoms: readonly Atom[]): Atom[] {
  const found = new Map<string, Atom>();
  for (const atom of atoms) {
    const twin = found.get(atom.id);
    found.set(atom.id, twin === undefined ? atom : mergeAtoms({ base: undefined, first: twin, second: atom }));
  }
  return [...found.values()];
}

const byId = (a: Atom, b: Atom): number => compareTexts(a.id, b.id) || compareTexts(atomLine(a), atomLine(b));
