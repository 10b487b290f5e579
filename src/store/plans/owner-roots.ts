import { relative, resolve, sep } from "node:path";
import { PLANS_FOLDER } from "../../evidence/backlog-repo/buckets.ts";
import type { OwnerRoot } from "../../evidence/backlog-repo/owner-root.ts";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { folderNotThere } from "../ledgers/ledger-faults.ts";

/**
 * The repositories whose plans count: the one of the backlog, or those that were named, each by its root or by its folder of plans.
 * What is written down of them is the way to them, never their place on this machine.
 */
export function ownerRoots(
  files: Files,
  root: string,
  { cwd, named }: { readonly cwd: string; readonly named: readonly string[] },
): Result<readonly OwnerRoot[]> {
  if (named.length === 0) return ok([{ folder: root, name: "." }]);
  const found: OwnerRoot[] = [];
  for (const name of named) {
    const folder = files.realPath(rootOf(resolve(cwd, name)));
    if (folder === undefined || files.stat(folder)?.isDirectory() !== true)
      return err(folderNotThere({ folder: name }));
    const way = relative(files.realPath(root) ?? root, folder)
      .split(sep)
      .join("/");
    const isKnown = found.some((one) => one.folder === folder);
    if (!isKnown) found.push({ folder, name: way === "" ? "." : way });
  }
  return ok(found);
}

function rootOf(folder: string): string {
  const end = `${sep}${PLANS_FOLDER.split("/").join(sep)}`;
  return folder.endsWith(end) ? folder.slice(0, -end.length) : folder;
}
