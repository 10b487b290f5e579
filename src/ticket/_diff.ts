/**
 * Most changed lines for which the best match is looked for. Beyond it the changed middle counts as replaced as a whole:
 * nothing is lost by that, a merge only shows larger versions.
 */
export const MAX_CHANGED_LINES = 1000;

/**
 * Matches the lines of two texts (Myers' shortest edit script): for each line of `a` the index of its partner in `b`, or -1.
 * Partners are equal and in the same order. The same texts always give the same answer.
 */
export function matchLines(a: readonly string[], b: readonly string[]): Int32Array {
  const partners = new Int32Array(a.length).fill(-1);
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) {
    partners[head] = head;
    head += 1;
  }
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    partners[a.length - 1 - tail] = b.length - 1 - tail;
    tail += 1;
  }
  const middle = { a: a.slice(head, a.length - tail), b: b.slice(head, b.length - tail) };
  for (const [left, right] of matchMiddle(middle.a, middle.b)) partners[head + left] = head + right;
  return partners;
}

type Pair = readonly [number, number];

/** `furthest[k + d]` is how far into `a` one comes with d changes on diagonal k; one such row is kept for each d. */
function matchMiddle(a: readonly string[], b: readonly string[]): readonly Pair[] {
  if (a.length === 0 || b.length === 0) return [];
  const rows: Int32Array[] = [];
  const limit = Math.min(a.length + b.length, MAX_CHANGED_LINES);
  for (let d = 0; d <= limit; d += 1) {
    const row = new Int32Array(2 * d + 1);
    rows.push(row);
    for (let k = -d; k <= d; k += 2) {
      let x = startOf(rows, d, k);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      row[k + d] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(rows, a.length, b.length);
    }
  }
  return [];
}

/** Where diagonal k begins with d changes: one line down from above, or one to the right from below. */
function startOf(rows: readonly Int32Array[], d: number, k: number): number {
  const before = rows[d - 1];
  if (before === undefined) return 0;
  return goesDown(before, d, k) ? (before[k + 1 + (d - 1)] ?? 0) : (before[k - 1 + (d - 1)] ?? 0) + 1;
}

function goesDown(before: Int32Array, d: number, k: number): boolean {
  if (k === -d) return true;
  if (k === d) return false;
  return (before[k - 1 + (d - 1)] ?? 0) < (before[k + 1 + (d - 1)] ?? 0);
}

function walkBack(rows: readonly Int32Array[], endX: number, endY: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let x = endX;
  let y = endY;
  for (let d = rows.length - 1; d >= 0; d -= 1) {
    const k = x - y;
    const start = startOf(rows, d, k);
    for (; x > start; x -= 1, y -= 1) pairs.push([x - 1, y - 1]);
    const before = rows[d - 1];
    if (before === undefined) break;
    if (goesDown(before, d, k)) y -= 1;
    else x -= 1;
  }
  return pairs;
}
