import { compareTexts } from "./_compare.ts";
import { mergeAtoms } from "./_merge-atom.ts";
import type { Atom } from "./atom.ts";
import { printShard, readShard, type Shard, type UnreadableLine } from "./ledger-lines.ts";

export interface ShardSides {
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Merges two descendants of one file of the ledger. No atom is ever lost, swapping the sides changes nothing, and clones that
 * merge with each other in whatever order come to the same bytes.
 */
export function mergeShards({ base = "", ours, theirs }: ShardSides): string {
  const before = readShard(base);
  const sides = [readShard(ours), readShard(theirs)];
  const bases = byId(before);
  // A side that lost an atom says nothing about it: there the base stands for it.
  const [first, second] = sides.map((shard) => new Map([...bases, ...byId(shard)]));
  const merged = new Map(first);
  for (const [id, atom] of second ?? []) {
    const other = first?.get(id);
    merged.set(id, other === undefined ? atom : mergeAtoms({ base: bases.get(id), first: other, second: atom }));
  }
  return printShard({ atoms: [...merged.values()], unreadable: mergeUnreadable(before, sides) });
}

const byId = ({ atoms }: Shard): ReadonlyMap<string, Atom> => new Map(atoms.map((atom) => [atom.id, atom]));

/** A line that one side mended or removed is gone; a line that one side has and the base has not is kept. */
function mergeUnreadable(base: Shard, sides: readonly Shard[]): readonly UnreadableLine[] {
  const [before, ...texts] = [base, ...sides].map((shard) => new Set(shard.unreadable.map(({ text }) => text)));
  const all = new Map(sides.flatMap(({ unreadable }) => unreadable.map((line) => [line.text, line] as const)));
  const kept = [...all.values()].filter(({ text }) =>
    before?.has(text) ? texts.every((side) => side.has(text)) : true,
  );
  return kept.sort((a, b) => compareTexts(a.text, b.text));
}
