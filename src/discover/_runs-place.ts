import { join } from "node:path";
import type { Place } from "../evidence/sighting.ts";
import type { Files } from "../ports/files.ts";

/** A path somebody outside wrote down, as a place in the repository; undefined for one that leads anywhere else. */
export function placeFrom(path: string, line?: number): Place | undefined {
  const clean = path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  const isOdd =
    clean === "" || clean.length > 500 || /[\u0000-\u001f\u007f]/.test(clean) || /^(?:\/|[A-Za-z]:)/.test(clean);
  if (isOdd || clean.split("/").some((part) => part === ".." || part === ".git" || part === "")) return undefined;
  return { path: clean, ...(line === undefined || line < 1 ? {} : { line }) };
}

/**
 * The file of the checkout that a tool on another machine means: paths of its own checkout are tried without their beginnings, until
 * one is a file here. Links that lead out of the checkout are none.
 */
export function placeInCheckout(
  files: Files,
  root: string,
  { path, line }: { path: string; line?: number },
): Place | undefined {
  const parts = path
    .replace(/^file:\/\//, "")
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  if (parts.length > MAX_PARTS || parts.includes("..") || parts.includes("node_modules")) return undefined;
  for (let from = 0; from < parts.length; from += 1) {
    const place = placeFrom(parts.slice(from).join("/"), line);
    if (place !== undefined && isFileUnder(files, root, place.path)) return place;
  }
  return undefined;
}

const MAX_PARTS = 40;

function isFileUnder(files: Files, root: string, path: string): boolean {
  const real = files.realPath(join(root, path));
  return real?.startsWith(`${root}/`) === true && files.stat(real)?.isFile() === true;
}
