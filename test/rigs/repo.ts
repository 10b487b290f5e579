import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TempFolder, tempFolder } from "./temp.ts";

/** The shapes a repository comes in; each is a real one, made by git. */
export type RepoShape = "plain" | "bare" | "worktree" | "submodule" | "separate-git-dir" | "no-git";

export interface Repo extends Disposable {
  readonly shape: RepoShape;
  /** Where a user stands: the checkout, or the bare repository itself. */
  readonly path: string;
  /** Everything around it, removed with the repo; also a place for clones. */
  readonly temp: TempFolder;
  /** Runs git in `path` and gives its output, trimmed. */
  git(...args: readonly string[]): string;
  /** Writes a file, making its folders. */
  write(file: string, text: string): void;
}

export const repoShapes: readonly RepoShape[] = [
  "plain",
  "bare",
  "worktree",
  "submodule",
  "separate-git-dir",
  "no-git",
];

/** Runs git in a folder; throws with git's own words when it fails. */
export function gitIn(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** Makes a repository of the given shape, somewhere unless told, with one commit on `main` (the shape `no-git` is a folder with one file). */
export function makeRepo(shape: RepoShape = "plain", place?: string): Repo {
  const temp = tempFolder(`docket-${shape}`, place);
  const path = builders[shape](temp);
  return {
    shape,
    path,
    temp,
    git: (...args) => gitIn(path, ...args),
    write: (file, text) => writeInto(join(path, file), text),
    [Symbol.dispose]: () => temp[Symbol.dispose](),
  };
}

/** Clones into a folder beside the repo. */
export function cloneRepo(repo: Repo, name: string): string {
  gitIn(repo.temp.path, "clone", "--quiet", repo.path, name);
  return repo.temp.at(name);
}

const builders: Readonly<Record<RepoShape, (temp: TempFolder) => string>> = {
  plain: (temp) => committed(temp.at("repo")),
  bare: (temp) => {
    committed(temp.at("source"));
    gitIn(temp.path, "clone", "--quiet", "--bare", "source", "repo.git");
    return temp.at("repo.git");
  },
  worktree: (temp) => {
    const main = committed(temp.at("repo"));
    gitIn(main, "worktree", "add", "--quiet", "-b", "side", "../linked");
    return temp.at("linked");
  },
  submodule: (temp) => {
    committed(temp.at("inner"));
    const outer = committed(temp.at("repo"));
    gitIn(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../inner", "inner");
    gitIn(outer, "commit", "--quiet", "-m", "Add the submodule");
    return join(outer, "inner");
  },
  "separate-git-dir": (temp) => committed(temp.at("repo"), `--separate-git-dir=${temp.at("elsewhere.git")}`),
  "no-git": (temp) => {
    writeInto(temp.at("folder", "readme.txt"), "a folder\n");
    return temp.at("folder");
  },
};

function committed(path: string, ...initFlags: readonly string[]): string {
  mkdirSync(path, { recursive: true });
  gitIn(path, "init", "--quiet", "--initial-branch=main", ...initFlags);
  writeInto(join(path, "readme.txt"), "a project\n");
  gitIn(path, "add", ".");
  gitIn(path, "commit", "--quiet", "-m", "Start");
  return path;
}

function writeInto(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
