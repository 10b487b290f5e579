/** Something a wave has only so much of: slots, one file, tickets of a label. */
export interface Room {
  /** The first wave from this one on that has room left. */
  readonly from: (wave: number) => number;
  /** Uses some of it up. */
  readonly take: (wave: number, by: string) => void;
  /** Why this wave has none left. */
  readonly whyNot: (wave: number) => string;
}

/**
 * Makes a room with space for `max` a wave. Full waves point to the next one that may have space, and each question shortens
 * the way for the ones after it: asking costs next to nothing, however many waves are full.
 */
export function makeRoom(max: number, why: (by: string) => string): Room {
  const next = new Map<number, number>();
  const taken = new Map<number, { count: number; readonly by: string }>();
  const from = (wave: number): number => {
    let end = wave;
    for (let to = next.get(end); to !== undefined; to = next.get(end)) end = to;
    for (let at = wave; at !== end; ) {
      const to = next.get(at) ?? end;
      next.set(at, end);
      at = to;
    }
    return end;
  };
  const take = (wave: number, by: string): void => {
    const known = taken.get(wave) ?? { count: 0, by };
    known.count += 1;
    taken.set(wave, known);
    if (known.count >= max) next.set(wave, Math.max(next.get(wave) ?? 0, wave + 1));
  };
  return { from, take, whyNot: (wave) => why(taken.get(wave)?.by ?? "") };
}
