import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { ok, type Result } from "../std/result.ts";
import { readEnds } from "./_ends.ts";
import { plainGit } from "./_git.ts";
import { withLinkEnds } from "./_links.ts";
import { readManifests } from "./_manifests.ts";
import { lookAtTree, readWorkingTree } from "./_working-tree.ts";
import type { Change, ChangePlace } from "./change.ts";
import { patchIdOf } from "./patch-id.ts";
import { readTreeChange, type TreePair } from "./tree-change.ts";

/** Reads what the branch checked out in a worktree changed since its merge base with `base`. */
export async function readChange(anyGit: Git, files: Files, at: ChangePlace): Promise<Result<Change>> {
  const git = plainGit(anyGit);
  const { worktree } = at;
  // Looking at every file takes longest by far, so what the commits say is read beside it.
  const [committed, tree] = await Promise.all([readCommitted(git, files, at), readWorkingTree(git, files, worktree)]);
  if (!committed.ok) return committed;
  if (!tree.ok) return tree;
  const { pair, names, patch, patchId, commits } = committed.value;
  const all = [...committed.value.files, ...tree.value.files];
  const manifests = await readManifests({ git, files, worktree }, pair, all);
  if (!manifests.ok) return manifests;
  return ok({
    ...names,
    patchId,
    commits,
    patch,
    files: withLinkEnds(files, worktree, all),
    manifests: manifests.value,
    dirty: tree.value.dirty,
  });
}

/** Where a checkout stands now, and what is in it and in no commit. */
export interface StandsNow {
  readonly head: string | undefined;
  readonly dirty: readonly string[];
}

/** Looks at a checkout once more: whether it still is at the commit that was read, and clean. Much cheaper than reading the change again. */
export async function lookAgain(git: Git, files: Files, worktree: string): Promise<Result<StandsNow>> {
  const look = await lookAtTree(plainGit(git), files, worktree);
  return look.ok ? ok({ head: look.value.head, dirty: look.value.dirty }) : look;
}

interface Committed {
  readonly pair: TreePair;
  readonly names: Pick<Change, "mergeBase" | "baseTree" | "head" | "headTree">;
  readonly files: Change["files"];
  readonly patch: Uint8Array;
  readonly patchId: string;
  readonly commits: number;
}

async function readCommitted(git: Git, files: Files, at: ChangePlace): Promise<Result<Committed>> {
  const ends = await readEnds(git, files, at);
  if (!ends.ok) return ends;
  const { gitDir, commits, ...names } = ends.value;
  const pair: TreePair = { gitDir, from: names.mergeBase, to: names.head };
  const change = await readTreeChange(git, pair);
  if (!change.ok) return change;
  const patchId = await patchIdOf(git, gitDir, change.value.patch);
  return patchId.ok ? ok({ pair, names, ...change.value, patchId: patchId.value, commits }) : patchId;
}
