import { join } from "node:path";
import type { World } from "../../ports/world.ts";
import { findHome } from "../../store/home/find-home.ts";
import { lookAround } from "../../store/home/repository.ts";

/** Where the code is that a caller means, and where what is known of it is kept. */
export interface CodePlace {
  /** Top of the checkout. */
  readonly root: string;
  readonly privateFolder: string;
  /** Whether git has a history of it. */
  readonly inGit: boolean;
}

/** Finds the checkout the caller is in: their own, an order's, or a folder with a backlog and without git. */
export function codePlace({ files }: World, cwd: string): CodePlace | undefined {
  const { gitFolder, checkout, bare, plainParent } = lookAround(files, cwd);
  const found = findHome(files, cwd);
  const home = found.kind === "home" ? found.home : undefined;
  const real = (path: string): string => files.realPath(path) ?? path;
  if (gitFolder !== undefined && checkout !== undefined && !bare) {
    // From inside the backlog's own checkout the code is meant, which lies around it.
    const isBacklog = home?.kind === "branch" && real(checkout) === real(home.folder);
    return {
      root: real(isBacklog ? home.root : checkout),
      privateFolder: home?.privateFolder ?? join(gitFolder, "docket"),
      inGit: true,
    };
  }
  if (plainParent === undefined || home === undefined) return undefined;
  return { root: real(plainParent), privateFolder: home.privateFolder, inGit: false };
}
