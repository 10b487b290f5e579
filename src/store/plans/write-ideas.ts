import { dirname, join, resolve } from "node:path";
import type { ExportedTicket } from "../../evidence/backlog-repo/plan-export.ts";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { isBelow } from "../ledgers/ledger-file.ts";
import { planPlaceTaken } from "./export-faults.ts";

/** Says whether plans may be written where they belong: no folder on the way may be a link that leads out of its owner. */
export function checkPlaces(files: Files, root: string, exports: readonly ExportedTicket[]): Result<void> {
  for (const { owner_repo } of exports) {
    const owner = files.realPath(resolve(root, owner_repo.root)) ?? resolve(root, owner_repo.root);
    const folders = owner_repo.idea_path.split("/").slice(0, -1);
    for (const [at] of folders.entries()) {
      const real = files.realPath(join(owner, ...folders.slice(0, at + 1)));
      if (real !== undefined && !isBelow(owner, real)) return err(planPlaceTaken({ path: owner_repo.idea_path }));
    }
  }
  return ok(undefined);
}

/** Writes a plan for each exported ticket. A file that is there stays as it is: it may be somebody's work. Gives those that are new. */
export function writeIdeas(files: Files, root: string, exports: readonly ExportedTicket[]): Result<readonly string[]> {
  const written: string[] = [];
  for (const { owner_repo, body_markdown } of exports) {
    const path = join(resolve(root, owner_repo.root), owner_repo.idea_path);
    const made = files.makeFolder(dirname(path));
    if (!made.ok) return made;
    const created = files.createAtomic(path, new TextEncoder().encode(body_markdown));
    if (!created.ok && created.fault.code !== "file-exists") return created;
    if (created.ok) written.push(ideaName(owner_repo));
  }
  return ok(written);
}

/** The way to a plan from the repository of the backlog. */
export const ideaName = ({ root, idea_path }: ExportedTicket["owner_repo"]): string =>
  root === "." ? idea_path : `${root}/${idea_path}`;
