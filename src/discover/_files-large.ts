import { posix } from "node:path";
import { BINARY_CHECK_BYTES, MAX_GREPPED_BYTES, SEARCH_BYTES } from "./_files-limits.ts";
import type { Look } from "./source.ts";

type Place = Pick<Look, "world" | "root" | "stop">;

/** Those among the files that are larger than what git is given to search. */
export function largeFiles({ world, root }: Pick<Look, "world" | "root">, paths: readonly string[]): Set<string> {
  const large = new Set<string>();
  for (const [folder, own] of Map.groupBy(paths, (path) => posix.dirname(path))) {
    const names = own.map((path) => posix.basename(path));
    world.files.statEach(folder === "." ? root : `${root}/${folder}`, names, (stat, place) => {
      const path = own[place];
      if (path !== undefined && stat?.isFile() && stat.size > MAX_GREPPED_BYTES) large.add(path);
    });
  }
  return large;
}

/**
 * Which of some large files are text and hold one of the words, searched piece by piece. A file that cannot be read counts as one that
 * does, so that whoever reads it next says why not.
 */
export async function largeHolding(
  place: Place,
  paths: readonly string[],
  words: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) if (await holdsOne(place, path, words)) found.push(path);
  return found;
}

async function holdsOne({ world, root, stop }: Place, path: string, words: readonly string[]): Promise<boolean> {
  // A word may lie over the edge of two pieces.
  const overlap = Math.max(...words.map((word) => Buffer.byteLength(word)));
  for (let offset = 0; ; offset += SEARCH_BYTES - overlap) {
    const piece = world.files.readPiece(`${root}/${path}`, offset, SEARCH_BYTES);
    // Told to stop, nothing can be said of the rest; the look ends there too, and is not whole.
    if (!piece.ok || stop.aborted) return true;
    const bytes = Buffer.from(piece.value.buffer, piece.value.byteOffset, piece.value.byteLength);
    if (offset === 0 && bytes.subarray(0, BINARY_CHECK_BYTES).includes(0)) return false;
    if (words.some((word) => bytes.includes(word))) return true;
    if (bytes.length < SEARCH_BYTES) return false;
    await world.clock.sleep(0, stop);
  }
}
