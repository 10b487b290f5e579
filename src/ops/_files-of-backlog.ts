import { join, relative, resolve, sep } from "node:path";
import { fileNotFound } from "../ports/faults.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { outsideRoot } from "../store/faults.ts";

/** Files that were named, as paths from the backlog's folder; each may be given from the caller's folder or from the backlog's. */
export function namedFiles({ home, world }: Backlog, cwd: string, named: readonly string[]): Result<readonly string[]> {
  const paths: string[] = [];
  for (const name of named) {
    const absolute = [resolve(cwd, name), join(home.folder, name)].find((path) => world.files.stat(path) !== undefined);
    if (absolute === undefined) return err(fileNotFound({ path: name }));
    const path = relative(world.files.realPath(home.folder) ?? home.folder, world.files.realPath(absolute) ?? absolute);
    if (path === "" || path.startsWith("..")) return err(outsideRoot({ path: name }));
    paths.push(path.split(sep).join("/"));
  }
  return ok(paths);
}
