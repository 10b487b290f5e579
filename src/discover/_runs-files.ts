import { join } from "node:path";
import picomatch from "picomatch";
import type { Files } from "../ports/files.ts";
import type { Finding } from "../std/finding.ts";
import { placeFrom } from "./_runs-place.ts";

/** Most files that are found, and most names that are looked at to find them. */
const MAX_FILES = 5_000;
const MAX_NAMES = 300_000;
const MAX_DEPTH = 30;

export interface Found {
  /** From the root, sorted. */
  readonly paths: readonly string[];
  /** Folders that could not be looked into; each ends with a slash. */
  readonly closed: readonly string[];
  /** False when something was passed over, and nobody can say what. */
  readonly isWhole: boolean;
  readonly findings: readonly Finding[];
}

interface Walk {
  readonly files: Files;
  readonly root: string;
  readonly paths: Set<string>;
  readonly closed: Map<string, string>;
  names: number;
  isCut: boolean;
}

/** Brackets and bars stand for themselves: patterns with them can take for ever. */
const OPTIONS = { dot: true, nonegate: true, noextglob: true } as const;

/**
 * Files below the root whose paths a pattern covers. Folders are walked from where the patterns begin, links are never followed, and
 * a pattern that leads out of the root covers nothing.
 */
export function filesLike(
  { files, root }: { readonly files: Files; readonly root: string },
  include: readonly string[],
  exclude: readonly string[],
): Found {
  const isExcluded = matcher(exclude);
  const walk: Walk = { files, root, paths: new Set(), closed: new Map(), names: 0, isCut: false };
  const findings: Finding[] = [];
  for (const pattern of include) {
    const clean = placeFrom(pattern)?.path;
    if (clean === undefined) findings.push(outside(pattern));
    else walkFrom(walk, baseOf(clean), matcher([clean]));
  }
  if (walk.isCut)
    findings.push({
      code: "runs-cut",
      severity: "warning",
      file: ".",
      message: `more than ${MAX_FILES} files, or very many folders; the rest was not looked at`,
    });
  const isWhole = findings.length === 0;
  const closed = [...walk.closed].filter(([folder]) => !isExcluded(`${folder}x`));
  return {
    paths: [...walk.paths].filter((path) => !isExcluded(path)).sort(),
    closed: closed.map(([folder]) => folder).sort(),
    findings: [...findings, ...closed.map(([folder, reason]) => closedFolder(folder, reason))],
    isWhole,
  };
}

const outside = (pattern: string): Finding => ({
  code: "place-outside",
  severity: "warning",
  file: pattern.slice(0, 200).replaceAll(/[\u0000-\u001f\u007f]/g, "?"),
  message: "this leads out of the repository, or is no path; it was not followed",
});

const closedFolder = (folder: string, reason: string): Finding => ({
  code: "runs-closed",
  severity: "warning",
  file: folder === "" ? "." : folder,
  message: `the folder was passed over: ${reason}`,
});

function matcher(patterns: readonly string[]): (path: string) => boolean {
  const covers = patterns.map((pattern) => picomatch(pattern.slice(0, 500).replace(/(?<!\\)[()|]/g, "\\$&"), OPTIONS));
  return (path) => covers.some((one) => one(path));
}

/** The folders, or the file, before the first wildcard. */
function baseOf(pattern: string): string {
  const parts = pattern.split("/");
  const wild = parts.findIndex((part) => /[*?[{\\!]/.test(part));
  return wild < 0 ? pattern : parts.slice(0, wild).join("/");
}

function walkFrom(walk: Walk, base: string, covers: (path: string) => boolean): void {
  const { files, root } = walk;
  const start = base === "" ? root : join(root, base);
  // A folder on the way may be a link that leads elsewhere.
  const real = files.realPath(start);
  if (real === undefined || real !== start) return;
  if (files.stat(start)?.isFile()) take(walk, base, covers);
  else if (files.stat(start)?.isDirectory()) walkFolder(walk, { folder: base, depth: 0 }, covers);
}

function walkFolder(
  walk: Walk,
  at: { readonly folder: string; readonly depth: number },
  covers: (path: string) => boolean,
): void {
  const names = walk.files.list(join(walk.root, at.folder));
  if (!names.ok || at.depth > MAX_DEPTH) {
    const reason = names.ok ? `it is nested deeper than ${MAX_DEPTH} folders` : names.fault.message;
    // One that is gone meanwhile holds nothing.
    if (names.ok || names.fault.code !== "file-not-found")
      walk.closed.set(at.folder === "" ? "" : `${at.folder}/`, reason);
    return;
  }
  for (const name of names.value.toSorted()) {
    if (name === ".git" || name === "node_modules") continue;
    walk.names += 1;
    walk.isCut ||= walk.names > MAX_NAMES || walk.paths.size > MAX_FILES;
    if (walk.isCut) return;
    const path = at.folder === "" ? name : `${at.folder}/${name}`;
    const stat = walk.files.stat(join(walk.root, path));
    if (stat?.isDirectory()) walkFolder(walk, { folder: path, depth: at.depth + 1 }, covers);
    else if (stat?.isFile()) take(walk, path, covers);
  }
}

function take(walk: Walk, path: string, covers: (path: string) => boolean): void {
  if (covers(path)) walk.paths.add(path);
}
