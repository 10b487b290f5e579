import type { Sighting } from "./sighting.ts";

/** What a look did not look into, by paths from the root. */
export interface Unread {
  /** Files it could not look into; a folder ends with a slash. */
  readonly unread?: readonly string[];
  /** Files that are known and are not in this checkout. */
  readonly away?: readonly string[];
}

/**
 * Tells of a fact whether it may stand in one of these. One that has no place may stand in any file that could not be looked into; a file
 * that is not there at all holds only what was seen in it.
 */
export function unreadAmong({ unread = [], away = [] }: Unread): (fact: Pick<Sighting, "place">) => boolean {
  const files = new Set([...unread, ...away]);
  // A checkout may lack a hundred thousand files; folders are few.
  const folders = unread.filter((path) => path.endsWith("/"));
  return ({ place }) =>
    place === undefined
      ? unread.length > 0
      : files.has(place.path) || folders.some((folder) => place.path.startsWith(folder));
}
