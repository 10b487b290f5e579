import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { fromHome } from "./leftovers.ts";
import type { Remedy } from "./remedy.ts";

/** A write puts its temporary file in place within moments; what is older belongs to nobody. */
const OLD_MS = 60_000;

export interface OldLeftover {
  readonly path: string;
  readonly remedy: Remedy;
}

/** Temporary files that no running write can still need. */
export function oldLeftovers({ home, world }: Backlog, paths: readonly string[]): readonly OldLeftover[] {
  const now = world.files.stampMs();
  return paths.flatMap((path) => {
    const stat = world.files.stat(path);
    if (stat === undefined || !stat.isFile() || now - stat.mtimeMs <= OLD_MS) return [];
    const file = fromHome(home, path);
    return [{ path, remedy: { code: "leftover-file", file, action: "remove this temporary file" } }];
  });
}

/** Removes them. Called under the lock, so that no writer is in the middle of a write. */
export function removeLeftovers({ world }: Backlog, leftovers: readonly OldLeftover[]): Result<void> {
  for (const { path } of leftovers) {
    const removed = world.files.remove(path);
    if (!removed.ok) return removed;
  }
  return ok(undefined);
}
