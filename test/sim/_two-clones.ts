import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Git } from "../../src/ports/git.ts";
import { gitIn, type Repo } from "../rigs/repo.ts";
import { beginReal, realWorld } from "./_real.ts";
import { must } from "./_seen.ts";
import { type Start, type Step, verb } from "./_steps.ts";

export const SYNC = verb("sync", {});

/** Two clones of one bare repository that worked offline on the same tickets. The second has sent its work already. */
export interface TwoClones {
  readonly one: string;
  readonly two: string;
  readonly hub: string;
  readonly start: Start;
}

/** The folder `clones` of the repo's temp folder holds all three, so that they can be put back together. */
export async function twoClones(repo: Repo, git: Git): Promise<TwoClones> {
  const [one, two, hub] = [repo.path, repo.temp.at("two"), repo.temp.at("hub.git")];
  const start = await beginReal(repo, git);
  gitIn(repo.temp.path, "clone", "--quiet", "--bare", "--single-branch", "repo", "hub.git");
  gitIn(one, "remote", "add", "origin", hub);
  must(await SYNC.run(realWorld(5, git), one));
  gitIn(repo.temp.path, "clone", "--quiet", "hub.git", "two");
  const [a = "", b = "", c = ""] = start.ids;
  await run(two, git, [
    verb("edit", { id: a, title: "Called so by two", priority: "P1", add_label: ["two"] }),
    verb("comment", { id: b, body: "From two." }),
    verb("edit", { id: c, section: "Context", body: "Written by two." }),
    verb("new", { title: "Made by two" }),
    SYNC,
  ]);
  await run(one, git, [
    verb("edit", { id: a, title: "Called so by one", priority: "P0", add_label: ["one"] }),
    verb("comment", { id: b, body: "From one." }),
    verb("edit", { id: c, section: "Context", body: "Written by one." }),
    verb("new", { title: "Made by one" }),
  ]);
  // An edit by hand without a commit: a sync records it first.
  const path = join(one, "docket", start.paths[1] ?? "");
  writeFileSync(path, readFileSync(path, "utf8").replace("Words.", "Words by hand."));
  return { one, two, hub, start };
}

async function run(main: string, git: Git, steps: readonly Step[]): Promise<void> {
  // Seeds of its own: what two clones write offline has different ids.
  const first = main.endsWith("two") ? 100 : 200;
  for (const [place, step] of steps.entries()) must(await step.run(realWorld(first + place, git), main));
}

/** The name of the tree a branch stands on: all files of a backlog in one. */
export const treeOf = (repo: string): string => gitIn(repo, "rev-parse", "refs/heads/docket^{tree}");

/** Text of each ticket on a branch, by path. */
export function ticketsOn(repo: string): ReadonlyMap<string, string> {
  const names = gitIn(repo, "ls-tree", "-r", "--name-only", "refs/heads/docket", "tickets/").split("\n");
  return new Map(names.map((name) => [name, gitIn(repo, "show", `refs/heads/docket:${name}`)]));
}
