import { basename, dirname, join, relative, resolve } from "node:path";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { homeCopied } from "../faults.ts";
import { readLine } from "../state-file.ts";
import { worktreeGitDir } from "./head.ts";
import { BACKLOG_REF, type Home } from "./home.ts";
import { mainCheckout } from "./repository.ts";

/**
 * Of a repository that was copied folder by folder (`cp -r`) the worktrees inside still name the original as theirs: git would
 * write there. Each of them that the copy has a record of becomes the copy's own; so it is with one that was moved. The backlog's comes last: until it is done, the next
 * call begins again. Nothing in the original is read beyond names, or written.
 *
 *   copy/docket/.git                       gitdir: original/.git/worktrees/docket   →  copy/.git/worktrees/docket
 *   copy/.git/worktrees/docket/gitdir      original/docket/.git                     →  copy/docket/.git
 */
export function adoptWorktrees(files: Files, home: Home, was: "moved" | "copied"): Result<void> {
  const { gitFolder } = home;
  const foreign = worktreeGitDir(files, home);
  if (gitFolder === undefined || foreign === undefined) return ok(undefined);
  const original = resolve(dirname(dirname(foreign)));
  const own = join(gitFolder, "worktrees", basename(foreign));
  if (readLine(files, join(own, "HEAD")) !== `ref: ${BACKLOG_REF}`)
    return err(homeCopied({ folder: home.folder, original }));
  for (const { checkout, record } of insideWorktrees(files, { home: { ...home, gitFolder }, original })) {
    const done = checkout === home.folder ? ok(undefined) : repoint(files, checkout, record);
    if (!done.ok) return done;
  }
  // The copy is another clone: what the original claimed is not its own.
  const renamed = was === "copied" ? files.remove(join(home.privateFolder, "clone-name")) : ok(undefined);
  return renamed.ok ? repoint(files, home.folder, own) : renamed;
}

interface Copied {
  readonly home: Home & { readonly gitFolder: string };
  /** Git folder of the repository that was copied. */
  readonly original: string;
}

interface Inside {
  readonly checkout: string;
  readonly record: string;
}

/** Worktrees that lie within the main checkout, so that they were copied with it. */
function insideWorktrees(files: Files, { home, original }: Copied): readonly Inside[] {
  const folder = join(home.gitFolder, "worktrees");
  const listed = files.list(folder);
  const root = mainCheckout(original);
  if (!listed.ok || root === undefined) return [];
  return listed.value.flatMap((id): readonly Inside[] => {
    const record = join(folder, id);
    const back = readLine(files, join(record, "gitdir"));
    const inside = back === undefined ? ".." : relative(root, dirname(resolve(record, back)));
    if (inside.startsWith("..")) return [];
    const checkout = join(home.root, inside);
    const line = readLine(files, join(checkout, ".git"));
    const named = line?.startsWith("gitdir: ") === true ? resolve(checkout, line.slice("gitdir: ".length)) : undefined;
    return named === join(original, "worktrees", id) ? [{ checkout, record }] : [];
  });
}

/** The way back first: whoever reads the way there afterwards finds both. */
function repoint(files: Files, checkout: string, record: string): Result<void> {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(`${text}\n`);
  const back = files.writeAtomic(join(record, "gitdir"), bytes(join(checkout, ".git")));
  return back.ok ? files.writeAtomic(join(checkout, ".git"), bytes(`gitdir: ${record}`)) : back;
}
