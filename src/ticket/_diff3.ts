import { matchLines } from "./_diff.ts";

/** A stretch of a merged text: agreed lines, or two versions of the same lines. */
export type Stretch =
  | { readonly lines: readonly string[] }
  | { readonly left: readonly string[]; readonly right: readonly string[] };

export interface Versions {
  readonly base: readonly string[];
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/**
 * Merges two descendants of a base line by line. Lines that all three share hold the texts together; between them the side
 * that changed something is taken, and where both did, both versions are given. Swapping the sides swaps the versions only.
 */
export function diff3(versions: Versions): readonly Stretch[] {
  const { base, left, right } = versions;
  const inLeft = matchLines(base, left);
  const inRight = matchLines(base, right);
  const stretches: Stretch[] = [];
  let from: Cut = { base: 0, left: 0, right: 0 };
  for (let line = 0; line <= base.length; line += 1) {
    const to = cutAt(versions, line, { left: inLeft[line], right: inRight[line] });
    if (to === undefined) continue;
    stretches.push(...between(versions, from, to));
    if (line < base.length) stretches.push({ lines: base.slice(line, line + 1) });
    from = { base: to.base + 1, left: to.left + 1, right: to.right + 1 };
  }
  return joined(stretches);
}

interface Cut {
  readonly base: number;
  readonly left: number;
  readonly right: number;
}

/** The place of a line that all three share; the end of the texts is one. */
function cutAt(
  versions: Versions,
  line: number,
  partners: { readonly left: number | undefined; readonly right: number | undefined },
): Cut | undefined {
  if (line === versions.base.length) return { base: line, left: versions.left.length, right: versions.right.length };
  const { left = -1, right = -1 } = partners;
  return left === -1 || right === -1 ? undefined : { base: line, left, right };
}

function between(versions: Versions, from: Cut, to: Cut): readonly Stretch[] {
  const base = versions.base.slice(from.base, to.base);
  const left = versions.left.slice(from.left, to.left);
  const right = versions.right.slice(from.right, to.right);
  if (same(left, right) || same(base, right)) return [{ lines: left }];
  return same(base, left) ? [{ lines: right }] : trimmed(left, right);
}

/** What both versions begin or end with is not in dispute. */
function trimmed(left: readonly string[], right: readonly string[]): readonly Stretch[] {
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  return [
    { lines: left.slice(0, head) },
    { left: left.slice(head, left.length - tail), right: right.slice(head, right.length - tail) },
    { lines: left.slice(left.length - tail) },
  ];
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  let agreed: string[] = [];
  for (const stretch of stretches) {
    if ("lines" in stretch) {
      for (const line of stretch.lines) agreed.push(line);
      continue;
    }
    if (agreed.length > 0) result.push({ lines: agreed });
    agreed = [];
    result.push(stretch);
  }
  return agreed.length > 0 ? [...result, { lines: agreed }] : result;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, index) => line === b[index]);
