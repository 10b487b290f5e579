import { join } from "node:path";
import { err, ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitFailed } from "../faults.ts";
import { gitText } from "../git-calls.ts";
import { isLeftover } from "../leftover.ts";
import { MAX_TICKET_BYTES } from "../limits.ts";
import type { Change, ChangeSet } from "../write/change.ts";
import { readBlobs } from "./blobs.ts";

/** Files somebody edited, added or removed in the backlog's folder without a commit. */
export async function strayPaths({ home, world }: Backlog): Promise<Result<readonly string[]>> {
  if (home.kind !== "branch") return ok([]);
  const args = ["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"];
  const listed = await world.git.run({ cwd: home.folder, args, env: { GIT_OPTIONAL_LOCKS: "0" } });
  if (!listed.ok) return listed;
  const { code, stdout, stderr } = listed.value;
  if (code !== 0) return err(gitFailed({ args, stderr }));
  const entries = new TextDecoder().decode(stdout).split("\0");
  return ok(entries.map((entry) => entry.slice(3)).filter((path) => path !== "" && !isLeftover(path)));
}

/** A change set that commits edits made by hand as they stand. */
export async function strayChanges(backlog: Backlog, paths: readonly string[]): Promise<Result<ChangeSet>> {
  const { home, world } = backlog;
  const committed = await gitText(world.git, {
    cwd: home.folder,
    args: ["ls-tree", "-r", "-z", "HEAD", "--", ...paths],
  });
  if (!committed.ok) return committed;
  const names = new Map<string, string>();
  for (const entry of committed.value.split("\0")) {
    const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    if (blob !== undefined && path !== undefined) names.set(path, blob);
  }
  const blobs = await readBlobs(world, home, names.values());
  if (!blobs.ok) return blobs;
  const changes: Change[] = paths.flatMap((path) => {
    const after = contentOf(backlog, path);
    return after === "not-recorded" ? [] : [{ path, before: blobs.value.get(names.get(path) ?? ""), after }];
  });
  return ok({
    message: `Record edits made by hand to ${paths.length === 1 ? paths[0] : `${paths.length} files`}`,
    changes,
  });
}

/**
 * What a file holds; undefined when it was removed. A link may lead out of the backlog, and what is too large or cannot be read
 * is not removed: those stay as they are, unrecorded.
 */
function contentOf({ home, world }: Backlog, path: string): Uint8Array | undefined | "not-recorded" {
  const absolute = join(home.folder, path);
  const stat = world.files.stat(absolute);
  if (stat === undefined) return undefined;
  if (!stat.isFile()) return "not-recorded";
  const read = world.files.read(absolute, MAX_TICKET_BYTES);
  return read.ok ? read.value : "not-recorded";
}
