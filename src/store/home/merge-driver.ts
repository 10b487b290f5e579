import { join } from "node:path";
import type { World } from "../../ports/world.ts";
import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../git-calls.ts";
import type { Home } from "./home.ts";

/** The name under which git knows our driver; `.gitattributes` of a tree home refers to it. */
export const DRIVER = "docket";

/** Tells this clone's git to merge ticket files with Docket. Settings of a clone are never pushed, so each clone does it once. */
export async function installMergeDriver({ git, environment }: World, home: Home): Promise<Result<void>> {
  if (home.gitFolder === undefined) return ok(undefined);
  const cwd = home.gitFolder;
  const program = environment.program.map(quote).join(" ");
  const named = await gitText(git, { cwd, args: ["config", `merge.${DRIVER}.name`, "Docket: tickets field by field"] });
  if (!named.ok) return named;
  const set = await gitText(git, {
    cwd,
    args: ["config", `merge.${DRIVER}.driver`, `${program} merge-driver %O %A %B %P`],
  });
  return set.ok ? ok(undefined) : set;
}

/** Whether this clone has the driver. */
export async function hasMergeDriver({ git }: World, home: Home): Promise<boolean> {
  const answer = await gitText(git, {
    cwd: home.gitFolder ?? join(home.folder),
    args: ["config", "--get", `merge.${DRIVER}.driver`],
  });
  return answer.ok && answer.value !== "";
}

/** Git hands the command to a shell. */
const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
