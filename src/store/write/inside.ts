import { dirname, join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { outsideRoot } from "../faults.ts";
import type { Change } from "./change.ts";

/** Refuses changes whose folder is, through a link, not in the backlog: writing there would leave the root. */
export function staysInside(files: Files, folder: string, changes: readonly Change[]): Result<void> {
  const root = files.realPath(folder) ?? folder;
  for (const place of new Set(changes.map(({ path }) => dirname(path)))) {
    const real = files.realPath(join(folder, place));
    // A folder that is not there yet will be made here.
    if (real !== undefined && real !== join(root, place)) return err(outsideRoot({ path: place }));
  }
  return ok(undefined);
}
