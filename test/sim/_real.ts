import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { nodeSql } from "../../src/host/sql.ts";
import type { Git } from "../../src/ports/git.ts";
import type { World } from "../../src/ports/world.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { gitIn, type Repo } from "../rigs/repo.ts";
import { begin } from "./_start.ts";
import type { Start } from "./_steps.ts";

const FIRST_MS = 1_772_443_800_000;

/** The real disk and the real git; ids, time and locks of a test, so that a step can be repeated. */
export function realWorld(place: number, git: Git = systemGit()): World {
  const world = testWorld({ seed: `step ${place}`, startMs: FIRST_MS + place * 60_000 });
  return { ...world, files: nodeFiles(), git, sql: nodeSql() };
}

/** Real git that outlives a caller who died: what still runs then can be waited for. */
export interface WatchedGit extends Git {
  settled(): Promise<void>;
}

export function watchedGit(git: Git): WatchedGit {
  const running: Promise<unknown>[] = [];
  return {
    run: (asked) => {
      const answer = git.run(asked);
      running.push(answer);
      return answer;
    },
    settled: async () => void (await Promise.all(running.splice(0))),
  };
}

/** Makes a backlog on a branch of its own; what begins with files written by hand is committed by hand. */
export async function beginReal(repo: Repo, git: Git): Promise<Start> {
  // What every repository gets for nothing would be copied at every crash.
  rmSync(join(repo.path, ".git", "hooks"), { recursive: true });
  const start = await begin((place) => realWorld(place, git), repo.path);
  gitIn(join(repo.path, "docket"), "add", "--all");
  gitIn(join(repo.path, "docket"), "commit", "--quiet", "--message", "Add files by hand");
  return start;
}

/** Puts a folder in the place of another. */
export function replace(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}

/** Every commit of the backlog's branch, newest first, and none left out because it changes nothing. */
export const commitsIn = (repo: string, ref = "refs/heads/docket"): readonly string[] =>
  gitIn(repo, "rev-list", ref).split("\n");

/** What keeps the worktree, git's index and the branch from being the same; temp files of a write that was cut off do not count. */
export function unsettled(main: string): readonly string[] {
  const folder = join(main, "docket");
  const status = gitIn(folder, "status", "--porcelain", "--untracked-files=all").split("\n");
  return [
    ...status.filter((line) => line !== "" && !line.includes("/.~")),
    ...gitIn(folder, "diff", "--name-only", "refs/heads/docket").split("\n"),
  ].filter((line) => line !== "");
}
