import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText, plainGit } from "./_git.ts";
import { withLinkEnds } from "./_links.ts";
import { readManifests } from "./_manifests.ts";
import { readWorkingTree } from "./_working-tree.ts";
import type { Change, ChangePlace } from "./change.ts";
import { changeUnreadable, noMergeBase } from "./faults.ts";
import { patchIdOf } from "./patch-id.ts";
import { readTreeChange, type TreePair } from "./tree-change.ts";

/** Reads what the branch checked out in a worktree changed since its merge base with `base`. */
export async function readChange(anyGit: Git, files: Files, at: ChangePlace): Promise<Result<Change>> {
  const git = plainGit(anyGit);
  const { worktree } = at;
  const [ends, tree] = await Promise.all([readEnds(git, at), readWorkingTree(git, files, worktree)]);
  if (!ends.ok) return ends;
  if (!tree.ok) return tree;
  const pair: TreePair = { gitDir: ends.value.gitDir, from: ends.value.mergeBase, to: ends.value.head };
  const [committed, counted] = await Promise.all([
    readTreeChange(git, pair),
    gitText(git, { cwd: worktree, args: ["rev-list", "--count", `${pair.from}..${pair.to}`] }),
  ]);
  if (!committed.ok) return committed;
  if (!counted.ok) return counted;
  const all = [...committed.value.files, ...tree.value.files];
  const [patchId, manifests] = await Promise.all([
    patchIdOf(git, pair.gitDir, committed.value.patch),
    readManifests({ git, files, worktree }, pair, all),
  ]);
  if (!patchId.ok) return patchId;
  if (!manifests.ok) return manifests;
  const { gitDir: _, ...names } = ends.value;
  return ok({
    ...names,
    patchId: patchId.value,
    commits: Number(counted.value),
    files: withLinkEnds(files, worktree, all),
    manifests: manifests.value,
    dirty: tree.value.dirty,
  });
}

interface Ends {
  readonly mergeBase: string;
  readonly baseTree: string;
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
  const baseTree = await gitText(git, { cwd: worktree, args: ["rev-parse", `${mergeBase}^{tree}`] });
  return baseTree.ok ? ok({ mergeBase, baseTree: baseTree.value, head, headTree, gitDir }) : baseTree;
}
