import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { Files } from "../../ports/files.ts";
import { MAX_FOLDERS_UP } from "../limits.ts";
import { readLine } from "../state-file.ts";
import { DEFAULT_FOLDER, SETTINGS_FILE } from "./home.ts";

/** The surroundings of a folder, found by looking at files only: starting git would cost more than the whole read. */
export interface Surroundings {
  /** The repository's common folder (`.git` of the main checkout, a bare repository, a separate git dir). */
  readonly gitFolder: string | undefined;
  /** Top of the checkout the caller is in; of a bare repository its own folder. */
  readonly checkout: string | undefined;
  readonly bare: boolean;
  /** The nearest folder above that holds a backlog folder without any git. */
  readonly plainParent: string | undefined;
}

/** Looks from a folder upwards for the repository it belongs to. */
export function lookAround(files: Files, start: string): Surroundings {
  let folder = resolve(start);
  let plainParent: string | undefined;
  for (let up = 0; up < MAX_FOLDERS_UP; up += 1) {
    const gitFolder = gitFolderAt(files, folder);
    if (gitFolder !== undefined) return { gitFolder, checkout: folder, bare: false, plainParent: undefined };
    if (isBareRepository(files, folder))
      return { gitFolder: folder, checkout: folder, bare: true, plainParent: undefined };
    if (plainParent === undefined && files.stat(join(folder, DEFAULT_FOLDER, SETTINGS_FILE)) !== undefined)
      plainParent = folder;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return { gitFolder: undefined, checkout: undefined, bare: false, plainParent };
}

/** The main checkout that goes with a common folder, where its name tells; git itself knows no more without a call. */
export function mainCheckout(gitFolder: string): string | undefined {
  return basename(gitFolder) === ".git" ? dirname(gitFolder) : undefined;
}

function gitFolderAt(files: Files, folder: string): string | undefined {
  const dotGit = join(folder, ".git");
  const stat = files.stat(dotGit);
  if (stat === undefined) return undefined;
  if (stat.isFile()) {
    const line = readLine(files, dotGit);
    if (line === undefined || !line.startsWith("gitdir: ")) return undefined;
    const gitDir = absolute(folder, line.slice("gitdir: ".length));
    // The backlog's own worktree after the repository was moved: the one above it knows where it is now.
    const isAstray = files.stat(gitDir) === undefined && files.stat(join(folder, SETTINGS_FILE)) !== undefined;
    return isAstray || isCopy(files, dotGit, gitDir) ? undefined : commonFolder(files, gitDir);
  }
  const real = stat.isSymbolicLink() ? files.realPath(dotGit) : dotGit;
  return real !== undefined && files.stat(join(real, "HEAD")) !== undefined ? commonFolder(files, real) : undefined;
}

/** A worktree that was copied with its repository: the record that it names is of another one, which is still there. */
function isCopy(files: Files, dotGit: string, gitDir: string): boolean {
  const back = readLine(files, join(gitDir, "gitdir"));
  if (back === undefined) return false;
  const known = absolute(gitDir, back);
  if (known === dotGit) return false;
  const [there, here] = [files.stat(known), files.stat(dotGit)];
  return there !== undefined && there.ino !== here?.ino && files.realPath(known) !== files.realPath(dotGit);
}

function commonFolder(files: Files, gitDir: string): string {
  const line = readLine(files, join(gitDir, "commondir"));
  return line === undefined ? gitDir : absolute(gitDir, line);
}

function isBareRepository(files: Files, folder: string): boolean {
  return (
    files.stat(join(folder, "HEAD")) !== undefined &&
    files.stat(join(folder, "objects"))?.isDirectory() === true &&
    files.stat(join(folder, "refs"))?.isDirectory() === true
  );
}

const absolute = (base: string, path: string): string => (isAbsolute(path) ? resolve(path) : resolve(base, path));
