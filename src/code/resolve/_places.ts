import { posix } from "node:path";

/** The files of a checkout as an import looks for them. */
export interface Places {
  has(path: string): boolean;
  /** Files directly in a folder. */
  inFolder(folder: string): readonly string[];
  /** Paths that end with `/tail`, or are it; the shortest first. */
  endingWith(tail: string): readonly string[];
}

export function placesOf(paths: readonly string[]): Places {
  const all = new Set(paths);
  let folders: ReadonlyMap<string, readonly string[]> | undefined;
  let names: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    has: (path) => all.has(path),
    inFolder: (folder) => {
      folders ??= Map.groupBy(paths, parentOf);
      return folders.get(folder) ?? [];
    },
    endingWith: (tail) => {
      names ??= Map.groupBy(paths, (path) => path.slice(path.lastIndexOf("/") + 1));
      const named = names.get(tail.slice(tail.lastIndexOf("/") + 1)) ?? [];
      const fitting = named.filter((path) => path === tail || path.endsWith(`/${tail}`));
      return fitting.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
    },
  };
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** A path in a folder with `.` and `..` worked out; undefined when it leads out of the checkout. */
export function joined(folder: string, path: string): string | undefined {
  const normal = posix.normalize(posix.join(folder === "" ? "." : folder, path));
  if (normal === ".." || normal.startsWith("../") || normal.startsWith("/")) return undefined;
  return normal === "." ? "" : normal.replace(/\/$/, "");
}

/** The folder, the one above it, and so on to the root. */
export function upwards(folder: string): readonly string[] {
  const parts = folder === "" ? [] : folder.split("/");
  return [...parts.map((_, at) => parts.slice(0, parts.length - at).join("/")), ""];
}

export const under = (folder: string, path: string): string => (folder === "" ? path : `${folder}/${path}`);
