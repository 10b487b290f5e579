import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText, plainGit } from "./_git.ts";
import { withLinkEnds } from "./_links.ts";
import { readManifests } from "./_manifests.ts";
import { lookAtTree, readWorkingTree } from "./_working-tree.ts";
import type { Change, ChangePlace } from "./change.ts";
import { changeUnreadable, noMergeBase } from "./faults.ts";
import { patchIdOf } from "./patch-id.ts";
import { readTreeChange, type TreePair } from "./tree-change.ts";

/** Reads what the branch checked out in a worktree changed since its merge base with `base`. */
export async function readChange(anyGit: Git, files: Files, at: ChangePlace): Promise<Result<Change>> {
  const git = plainGit(anyGit);
  const { worktree } = at;
  // Looking at every file takes longest by far, so what the commits say is read beside it.
  const [committed, tree] = await Promise.all([readCommitted(git, at), readWorkingTree(git, files, worktree)]);
  if (!committed.ok) return committed;
  if (!tree.ok) return tree;
  const { pair, names, patchId, commits } = committed.value;
  const all = [...committed.value.files, ...tree.value.files];
  const manifests = await readManifests({ git, files, worktree }, pair, all);
  if (!manifests.ok) return manifests;
  return ok({
    ...names,
    patchId,
    commits,
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
  readonly patchId: string;
  readonly commits: number;
}

async function readCommitted(git: Git, at: ChangePlace): Promise<Result<Committed>> {
  const ends = await readEnds(git, at);
  if (!ends.ok) return ends;
  const { gitDir, mergeBase, head, headTree } = ends.value;
  const pair: TreePair = { gitDir, from: mergeBase, to: head };
  const reading = Promise.all([
    readTreeChange(git, pair),
    gitText(git, { cwd: at.worktree, args: ["rev-list", "--count", `${mergeBase}..${head}`] }),
    gitText(git, { cwd: at.worktree, args: ["rev-parse", `${mergeBase}^{tree}`] }),
  ]);
  at.meanwhile?.();
  const [change, counted, baseTree] = await reading;
  if (!change.ok) return change;
  if (!counted.ok) return counted;
  if (!baseTree.ok) return baseTree;
  const patchId = await patchIdOf(git, gitDir, change.value.patch);
  if (!patchId.ok) return patchId;
  const names = { mergeBase, baseTree: baseTree.value, head, headTree };
  return ok({ pair, names, files: change.value.files, patchId: patchId.value, commits: Number(counted.value) });
}

interface Ends {
  readonly mergeBase: string;
  readonly head: string;
  readonly headTree: string;
  readonly gitDir: string;
}

async function readEnds(git: Git, { worktree, base }: ChangePlace): Promise<Result<Ends>> {
  const asked = ["rev-parse", "HEAD^{commit}", "HEAD^{tree}", "--absolute-git-dir", "--is-shallow-repository"];
  const named = await gitText(git, { cwd: worktree, args: asked });
  if (!named.ok) return named;
  const [head = "", headTree = "", gitDir = "", shallow] = named.value.split("\n");
  const args = ["merge-base", "--end-of-options", base, head];
  const met = await git.run({ cwd: worktree, args });
  if (!met.ok) return met;
  // Exit 1 without a word: there is none. Everything else that is not zero is trouble, such as an unknown base.
  if (met.value.code === 1) return err(noMergeBase({ base, shallow: shallow === "true" }));
  if (met.value.code !== 0) return err(changeUnreadable({ args, reason: met.value.stderr.trim() }));
  const mergeBase = new TextDecoder().decode(met.value.stdout).trim();
  return ok({ mergeBase, head, headTree, gitDir });
}
