import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText } from "./_git.ts";
import { withLinkEnds } from "./_links.ts";
import { readManifests } from "./_manifests.ts";
import { readWorkingTree } from "./_working-tree.ts";
import { changeUnreadable, noMergeBase } from "./faults.ts";
import { patchIdOf } from "./patch-id.ts";
import { readTreeChange, type TreePair } from "./tree-change.ts";

export interface Line {
  readonly number: number;
  readonly text: string;
}

/** One changed path. A path that is changed in commits and again in the working tree stands twice. */
export interface FileChange {
  readonly path: string;
  /** Where it was before, when it was renamed. */
  readonly from?: string;
  readonly kind: "added" | "modified" | "deleted" | "renamed" | "type-changed";
  /** What it is now; `none` when it is gone. */
  readonly mode: "file" | "executable" | "link" | "submodule" | "none";
  readonly linkTarget?: string;
  /** Where the disk says that a link ends. */
  readonly linkEnd?: "inside" | "outside" | "broken";
  readonly added: number;
  readonly removed: number;
  readonly binary: boolean;
  /** False: only in the working tree. */
  readonly committed: boolean;
  /** True: there were more lines than are kept here. */
  readonly cut: boolean;
  readonly addedLines: readonly Line[];
  readonly removedLines: readonly Line[];
}

/** A package.json that was changed, whole, before and after; undefined where it is not there or too large. */
export interface ManifestChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a branch changed since it left its base, commits and working tree together. */
export interface Change {
  readonly mergeBase: string;
  readonly baseTree: string;
  readonly head: string;
  readonly headTree: string;
  /** As `git patch-id --stable` gives it; empty when nothing is committed. */
  readonly patchId: string;
  readonly commits: number;
  readonly files: readonly FileChange[];
  readonly manifests: readonly ManifestChange[];
  /** Paths with uncommitted changes, untracked ones and ones hidden from `git status` included. */
  readonly dirty: readonly string[];
}

export interface ChangePlace {
  readonly worktree: string;
  /** The branch or commit that the work is to go back to. */
  readonly base: string;
}

/** Reads what the branch checked out in a worktree changed since its merge base with `base`. */
export async function readChange(git: Git, files: Files, at: ChangePlace): Promise<Result<Change>> {
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
