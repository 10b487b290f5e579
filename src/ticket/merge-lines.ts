export interface LineInput {
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Merges two descendants of a file to which lines are only appended: the base's lines in their order, then what either side
 * added, each line once, sorted by code points. Nothing is ever taken away, and swapping the sides changes nothing.
 */
export function mergeLineSets({ base = "", ours, theirs }: LineInput): string {
  if (ours === theirs || theirs === base) return ours;
  if (ours === base) return theirs;
  const before = linesOf(base);
  const known = new Set(before);
  const added = new Set([...linesOf(ours), ...linesOf(theirs)].filter((line) => !known.has(line)));
  return [...before, ...[...added].sort(byCodePoints)].map((line) => `${line}\n`).join("");
}

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line !== "");

const byCodePoints = (a: string, b: string): number => (a < b ? -1 : 1);
