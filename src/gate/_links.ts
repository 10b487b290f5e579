import { join, posix } from "node:path";
import type { Files } from "../ports/files.ts";
import type { FileChange } from "./change.ts";

/** Says of each changed link whether it leads out of the repository: by its text, and by the way the disk resolves it. */
export function withLinkEnds(files: Files, worktree: string, changes: readonly FileChange[]): readonly FileChange[] {
  if (!changes.some(({ mode }) => mode === "link")) return changes;
  const root = files.realPath(worktree) ?? worktree;
  return changes.map((change) =>
    change.mode === "link" ? { ...change, linkEnd: linkEnd(files, root, change) } : change,
  );
}

/**
 * The disk knows about links on the way, the text about the commit: the file on the disk may have been changed since. Whichever
 * says "outside" is believed.
 */
function linkEnd(files: Files, root: string, { path, linkTarget }: FileChange): "inside" | "outside" | "broken" {
  if (linkTarget !== undefined && leavesByText(path, linkTarget)) return "outside";
  const end = files.realPath(join(root, path));
  if (end !== undefined) return isInside(root, end) ? "inside" : "outside";
  // A folder on the way to a missing file may itself be a link that leads out.
  // Written without joining, which would take `link/..` for nothing.
  const way = linkTarget?.replace(/[^/]*\/*$/, "");
  const folder = way === undefined ? undefined : files.realPath(`${root}/${posix.dirname(path)}/${way}`);
  return folder === undefined || isInside(root, folder) ? "broken" : "outside";
}

function leavesByText(path: string, target: string): boolean {
  const end = posix.normalize(posix.join(posix.dirname(path), target));
  return posix.isAbsolute(target) || end === ".." || end.startsWith("../") || isGitFolder(end);
}

function isInside(root: string, end: string): boolean {
  if (end === root) return true;
  return end.startsWith(`${root}/`) && !isGitFolder(end.slice(root.length + 1));
}

/** What lies in git's own folder is in no commit and differs from clone to clone. */
const isGitFolder = (path: string): boolean => /^\.git(\/|$)/i.test(path);
