import { join } from "node:path";
import type { CodeIndex } from "../code/code-index.ts";
import { openCodeIndex } from "../code/open-code-index.ts";
import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { findHome } from "../store/home/find-home.ts";
import { lookAround } from "../store/home/repository.ts";
import { noCodeHere } from "./faults.ts";

/** The code around a caller and the index of it. */
export interface Code {
  /** Top of the checkout. */
  readonly root: string;
  readonly index: CodeIndex;
}

/** Opens the index of the checkout the caller is in: their own, an order's, or a folder with a backlog and without git. */
export async function openCode(world: World, cwd: string): Promise<Result<Code>> {
  const place = codePlace(world, cwd);
  if (place === undefined) return err(noCodeHere({ cwd }));
  const index = await openCodeIndex(world, place);
  return index.ok ? ok({ root: place.root, index: index.value }) : index;
}

interface Place {
  readonly root: string;
  readonly privateFolder: string;
}

function codePlace({ files }: World, cwd: string): Place | undefined {
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
    };
  }
  if (plainParent === undefined || home === undefined) return undefined;
  return { root: real(plainParent), privateFolder: home.privateFolder };
}
