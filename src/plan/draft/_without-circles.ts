import { leads } from "./_leads.ts";
/** What an item waits for: places of others, each with the words that say so; the order of a list has none. */
export interface Wait {
  readonly place: number;
  readonly words: string | undefined;
}

export interface Sorted {
  readonly after: readonly number[];
  /** Words whose wait would close a circle: somebody has to say which of them comes first. */
  readonly circular: readonly string[];
}

/** Takes waits in their order, said ones before those of a list, and leaves out each that would make items wait for each other. */
export function withoutCircles(waits: readonly (readonly Wait[])[]): readonly Sorted[] {
  const taken = waits.map((): number[] => []);
  const circular = waits.map((): string[] => []);
  const said = waits.flatMap((own, at) => own.map((wait) => ({ at, ...wait })));
  const inOrder = [
    ...said.filter(({ words }) => words !== undefined),
    ...said.filter(({ words }) => words === undefined),
  ];
  for (const { at, place, words } of inOrder) {
    if (taken[at]?.includes(place) === true) continue;
    if (!leads(taken, place, at)) taken[at]?.push(place);
    else if (words !== undefined) circular[at]?.push(words);
  }
  return taken.map((after, at) => ({ after, circular: circular[at] ?? [] }));
}
