import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { noBacklog } from "./faults.ts";
import { adoptWorktrees } from "./home/adopt-worktrees.ts";
import { attach, backlogBranch, repairWorktree } from "./home/attach.ts";
import { findHome, newHome } from "./home/find-home.ts";
import { worktreeStanding } from "./home/head.ts";
import { DEFAULT_FOLDER, type Home } from "./home/home.ts";
import type { KeptReadings } from "./kept-readings.ts";

/** One backlog and the world it is in: what the functions of this room work on. */
export interface Backlog {
  readonly home: Home;
  readonly world: World;
  /** Where one verb reads the same files again and again. */
  readonly kept?: KeptReadings;
}

/** Finds the backlog a folder belongs to; in a fresh clone whose remote has one, attaches it first. */
export async function openBacklog(world: World, cwd: string): Promise<Result<Backlog>> {
  const found = findHome(world.files, cwd);
  if (found.kind === "home") {
    const standing = worktreeStanding(world.files, found.home);
    if (standing === "stands") return ok({ home: found.home, world });
    const adopted = adoptWorktrees(world.files, found.home, standing);
    if (!adopted.ok && standing === "copied") return adopted;
    if (!adopted.ok) await repairWorktree(world.git, found.home);
    return ok({ home: found.home, world });
  }
  const { gitFolder, checkout } = found.surroundings;
  if (gitFolder === undefined || checkout === undefined) return err(noBacklog({ cwd }));
  const branch = await backlogBranch(world.git, gitFolder);
  if (branch === undefined) return err(noBacklog({ cwd }));
  const home = newHome({ ...found.surroundings, gitFolder, checkout }, "branch", DEFAULT_FOLDER);
  const attached = await attach(world, home, branch);
  return attached.ok ? ok({ home, world }) : attached;
}
