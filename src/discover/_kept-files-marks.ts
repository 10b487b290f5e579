import type { Files } from "../ports/files.ts";
import { RACY_MS } from "./_files-limits.ts";

/** Size, both times and the inode: a file that has the same ones is the same. */
export const MARK_WIDTH = 4;

/** By what files are known again. One row of numbers for all: twenty thousand small lists would take as much memory as the look. */
export interface FileMarks {
  has(path: string): boolean;
  paths(): readonly string[];
  /** Whether a file has the mark that stands at a place in a list of marks. */
  isSame(path: string, marks: readonly number[], place: number): boolean;
  /** The marks of these files one after the other. */
  listed(paths: readonly string[]): readonly number[];
}

/** Looks at each path. What is no file has no mark, nor has a file touched just now: it may be touched again with no other time to show. */
export function marksOf(files: Files, root: string, paths: readonly string[]): FileMarks {
  const steadyMs = files.stampMs() - RACY_MS;
  const rows = new Float64Array(paths.length * MARK_WIDTH);
  const places = new Map<string, number>();
  for (const path of paths) {
    const stat = files.stat(`${root}/${path}`);
    if (stat?.isFile() !== true || stat.mtimeMs >= steadyMs || stat.ctimeMs >= steadyMs) continue;
    rows.set([stat.size, stat.mtimeMs, stat.ctimeMs, stat.ino], places.size * MARK_WIDTH);
    places.set(path, places.size * MARK_WIDTH);
  }
  const isSame = (path: string, marks: readonly number[], place: number): boolean => {
    const from = places.get(path);
    if (from === undefined) return false;
    for (let at = 0; at < MARK_WIDTH; at += 1) if (rows[from + at] !== marks[place * MARK_WIDTH + at]) return false;
    return true;
  };
  return {
    has: (path) => places.has(path),
    paths: () => [...places.keys()],
    isSame,
    listed: (some) =>
      some.flatMap((path) => {
        const from = places.get(path) ?? rows.length;
        return [...rows.subarray(from, from + MARK_WIDTH)];
      }),
  };
}
