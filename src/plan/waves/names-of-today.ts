import { readPattern } from "../_patterns.ts";
import type { WaveTask } from "./wave-item.ts";

/** Single files that a ticket takes for being there. Globs and folders are none, and what it makes anew had no name before. */
export const filesTaken = ({ files, creates = [], uses = [] }: WaveTask): readonly string[] =>
  [...files.filter((path) => !creates.includes(path)), ...uses].flatMap((path) => plainPath(path) ?? []);

/** The same ticket by the names that its files have today, so that two that name one file differently are in each other's way. */
export function byNamesOfToday(task: WaveTask, nameNow: (path: string) => string): WaveTask {
  const { files, creates = [], uses = [] } = task;
  const today = (path: string): string => {
    const plain = plainPath(path);
    return plain === undefined ? path : nameNow(plain);
  };
  return {
    ...task,
    files: files.map((path) => (creates.includes(path) ? path : today(path))),
    uses: uses.map(today),
  };
}

/** A path that names one file; undefined for globs, folders, and what leads out of the repository. */
function plainPath(given: string): string | undefined {
  const pattern = readPattern(given);
  return pattern === undefined || pattern.isWide ? undefined : pattern.text;
}
