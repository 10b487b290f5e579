const WORDS: ReadonlyMap<string, string> = new Map([
  ["p0", "P0"],
  ["critical", "P0"],
  ["blocker", "P0"],
  ["p1", "P1"],
  ["high", "P1"],
  ["p2", "P2"],
  ["medium", "P2"],
  ["p3", "P3"],
  ["low", "P3"],
]);

/** The stored form `P0`…`P3` of a priority, or undefined when the word is none we know. */
export function normalisePriority(text: string): string | undefined {
  return WORDS.get(text.trim().toLowerCase());
}
