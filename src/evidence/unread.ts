import type { Sighting } from "./sighting.ts";

/**
 * Whether a fact may stand in one of the files or folders that a look could not open. One that has no place may stand anywhere, so it
 * counts as one of them as soon as there are any.
 */
export function isUnread({ place }: Pick<Sighting, "place">, unread: readonly string[] = []): boolean {
  if (unread.length === 0) return false;
  if (place === undefined) return true;
  return unread.some((path) => (path.endsWith("/") ? place.path.startsWith(path) : place.path === path));
}
