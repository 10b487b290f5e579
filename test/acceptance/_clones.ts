import { join } from "node:path";
import { backlog, folder, git, must, repository } from "./_rig.ts";
import { newTickets } from "./_tickets.ts";

/** Clones of one bare remote that all hold the same tickets. */
export interface Clones {
  readonly remote: string;
  readonly clones: readonly string[];
  readonly ids: readonly string[];
}

/** Makes a remote with the code and the backlog, and clones that have attached to it. */
export async function makeClones(names: readonly string[], titles: readonly string[]): Promise<Clones> {
  const first = await backlog();
  const remote = join(folder(), "remote.git");
  git(first, "init", "-q", "--bare", remote);
  git(first, "remote", "add", "origin", remote);
  git(first, "push", "-q", "origin", "main");
  const ids = await newTickets(first, titles);
  await must(first, ["sync"]);
  const others = names.slice(1).map((name) => {
    const at = join(folder(), name);
    git(first, "clone", "-q", remote, at);
    return at;
  });
  for (const at of others) await must(at, ["init", "--yes"]);
  return { remote, clones: [first, ...others], ids };
}

/** A repository whose tickets live in the code's own tree, with its first tickets committed. */
export async function makeTreeHome(titles: readonly string[]): Promise<{ root: string; ids: readonly string[] }> {
  const root = repository();
  await must(root, ["init", "--yes", "--home", "tree"]);
  const ids = await newTickets(root, titles);
  commitAll(root, "Begin the backlog");
  return { root, ids };
}

/** Commits whatever is not committed yet; fine when there is nothing. */
export function commitAll(root: string, message: string): void {
  git(root, "add", "-A");
  git(root, "commit", "-q", "--allow-empty", "-m", message);
}
