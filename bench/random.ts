/** Numbers that look random and are the same in every run. */
export interface Dice {
  /** A whole number from 0 to below the bound. */
  below(bound: number): number;
  pick<T>(items: readonly T[]): T;
}

/** A small generator (mulberry32) with a fixed seed. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return { below, pick: (items) => chosen(items, below(items.length)) };
}

function chosen<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}
