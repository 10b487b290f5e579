import type { PathFate } from "../../plan/check/code-facts.ts";
import type { World } from "../../ports/world.ts";
import { gitText } from "../../store/git-calls.ts";

/** Commits that are looked through for what became of a path; an older rename is told of as a path that is not there. */
const MAX_COMMITS = 20_000;
/** Names that a file had one after the other. */
const MAX_NAMES = 20;

/** What history tells of paths that are not there now. Without git, or where it fails, it tells nothing. */
export async function pathFates(
  { git }: Pick<World, "git">,
  root: string,
  exists: (path: string) => boolean,
): Promise<(path: string) => PathFate | undefined> {
  const shape = ["--format=", "--name-status", "--no-ext-diff", "-z", "-M", "--diff-filter=DR"];
  const log = await gitText(git, {
    cwd: root,
    args: ["log", `--max-count=${MAX_COMMITS}`, ...shape, "HEAD", "--", "."],
  });
  const ends = log.ok ? endsIn(log.value) : new Map<string, string | undefined>();
  return (path) => {
    if (!ends.has(path)) return undefined;
    let name: string | undefined = path;
    for (let step = 0; step < MAX_NAMES && name !== undefined; step += 1) {
      name = ends.get(name);
      if (name !== undefined && exists(name)) return { renamedTo: name };
    }
    return {};
  };
}

/** For each path the name it got when it was last seen to go; undefined where it was deleted. Newest commits come first. */
function endsIn(log: string): ReadonlyMap<string, string | undefined> {
  const ends = new Map<string, string | undefined>();
  const parts = log
    .split("\0")
    .map((part) => part.replace(/^\n+/, ""))
    .filter((part) => part !== "");
  let at = 0;
  while (at < parts.length) {
    const isRename = /^R\d+$/.test(parts[at] ?? "");
    const path = parts[at + 1] ?? "";
    if (!ends.has(path)) ends.set(path, isRename ? parts[at + 2] : undefined);
    at += isRename ? 3 : 2;
  }
  return ends;
}
