/** Longer words are compared by their beginning: no name that is meant is longer. */
const MAX_LETTERS = 64;

/** Finds the candidate that was most likely meant by a misspelt word; undefined when none is close enough. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates];
  const wanted = flat(word);
  let best: string | undefined;
  let bestCost = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const cost = distance(wanted, flat(name), bestCost);
    if (cost < bestCost) [best, bestCost] = [name, cost];
  }
  return best ?? beginning(wanted, names);
}

/** `min_acceptance-criteria` and `minAcceptanceCriteria` are one word to a person. */
const flat = (word: string): string =>
  word
    .slice(0, MAX_LETTERS)
    .toLowerCase()
    .replace(/(?<=.)[-_ ]/g, "");

/** `prio` for `priority`: too far for the distance, and yet plain. Only where one candidate alone begins so. */
function beginning(wanted: string, names: readonly string[]): string | undefined {
  if (wanted.length < 2) return undefined;
  const fitting = names.filter((name) => flat(name).startsWith(wanted));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Edit distance with swapped neighbours as one step (optimal string alignment); gives up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      line.push(cost);
    }
    [before, last] = [last, line];
  }
  return last[b.length] ?? limit;
}
