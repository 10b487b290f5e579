import { join } from "node:path";
import type { FileStat, Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { ok, type Result } from "../std/result.ts";
import { MAX_FILES, MAX_WALK_DEPTH } from "./limits.ts";

/** One file of the checkout as the disk has it now. */
export interface Listed {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly stat: FileStat;
}

interface Ports {
  readonly files: Files;
  readonly git: Git;
}

/** Every file that git tracks or would take, in the order of their paths; without git all files but what is made by tools. */
export async function listFiles(ports: Ports, root: string): Promise<Result<readonly Listed[]>> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const answer = await ports.git.run({ cwd: root, args });
  if (!answer.ok && answer.fault.code !== "git-missing") return answer;
  const told = answer.ok && answer.value.code === 0 ? new TextDecoder().decode(answer.value.stdout) : undefined;
  const paths = told === undefined ? walked(ports.files, root) : told.split("\0").filter(isOwn);
  return ok(withStats(ports.files, root, paths));
}

/** A folder is a repository of its own; a path that leads out is none of ours. */
const isOwn = (path: string): boolean =>
  path !== "" && !path.endsWith("/") && !path.startsWith("/") && !path.split("/").includes("..");

/** Folders that hold what tools made or fetched. */
const MADE = new Set(
  "node_modules bower_components vendor dist build out target coverage __pycache__ venv"
    .split(" ")
    .concat("site-packages"),
);

function walked(files: Files, root: string): readonly string[] {
  const found: string[] = [];
  const folders = [{ path: "", depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined && found.length < MAX_FILES; folder = folders.pop()) {
    const { path, depth } = folder;
    const listed = files.list(join(root, path));
    for (const name of listed.ok ? listed.value : []) {
      const stat = files.stat(join(root, path, name));
      const below = path === "" ? name : `${path}/${name}`;
      if (stat?.isDirectory() !== true) found.push(below);
      else if (!name.startsWith(".") && !MADE.has(name) && depth < MAX_WALK_DEPTH)
        folders.push({ path: below, depth: depth + 1 });
    }
  }
  return found;
}

/** The state of each file; what is gone, and what lies behind a linked folder, is left out. */
function withStats(files: Files, root: string, paths: readonly string[]): readonly Listed[] {
  const listed: Listed[] = [];
  const real = new Map<string, boolean>([["", true]]);
  for (const [folder, names] of Map.groupBy(paths, folderOf)) {
    if (!isReal(files, root, { folder, real })) continue;
    const own = names.map((path) => path.slice(folder === "" ? 0 : folder.length + 1));
    files.statEach(join(root, folder), own, (stat, place) => {
      const path = names[place];
      if (stat === undefined || path === undefined || !(stat.isFile() || stat.isSymbolicLink())) return;
      listed.push({ path, stat });
    });
  }
  return listed.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MAX_FILES);
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Whether a folder and all above it are folders and no links to some. */
function isReal(
  files: Files,
  root: string,
  { folder, real }: { readonly folder: string; readonly real: Map<string, boolean> },
): boolean {
  const known = real.get(folder);
  if (known !== undefined) return known;
  const answer =
    isReal(files, root, { folder: folderOf(folder), real }) && files.stat(join(root, folder))?.isDirectory() === true;
  real.set(folder, answer);
  return answer;
}
