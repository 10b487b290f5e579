import type { Git, GitCall } from "../ports/git.ts";
import { ok, type Result } from "../std/result.ts";
import { gitBytes } from "./_git.ts";
import { joinDiff, LIST_AND_PATCH, partDiff } from "./_join-diff.ts";
import type { FileChange } from "./change.ts";

/** Two commits or trees of one repository. */
export interface TreePair {
  /** The private folder of the worktree, or the repository itself. */
  readonly gitDir: string;
  readonly from: string;
  readonly to: string;
}

export interface TreeChange {
  readonly files: readonly FileChange[];
  readonly patch: Uint8Array;
}

/** How two trees differ, lines included. */
export async function readTreeChange(git: Git, pair: TreePair): Promise<Result<TreeChange>> {
  const printed = await gitBytes(git, treeDiffCall(pair, LIST_AND_PATCH));
  if (!printed.ok) return printed;
  const parts = partDiff(printed.value);
  const files = joinDiff(parts, { committed: true });
  return files.ok ? ok({ files: files.value, patch: parts.patch }) : files;
}

/** The difference of two trees as a patch, always written in the same way, so that its id can be compared. */
export const readTreePatch = (git: Git, pair: TreePair): Promise<Result<Uint8Array>> =>
  gitBytes(git, treeDiffCall(pair, ["-p"]));

/** The same settings for every difference: no filter of the user's or the branch's has a say. */
export const DIFF_SETTINGS: readonly string[] = [
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--full-index",
  "--find-renames",
  "-l1000",
  "--unified=3",
  "--inter-hunk-context=0",
  "--diff-algorithm=myers",
  "--no-indent-heuristic",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--ignore-submodules=none",
  "--submodule=short",
];

/**
 * Run from inside the private folder with no index: git then finds no .gitattributes, by which the branch under test could
 * call its sources binary and so hide their lines from the gates.
 */
function treeDiffCall({ gitDir, from, to }: TreePair, output: readonly string[]): GitCall {
  const place = [`--git-dir=${gitDir}`, `--work-tree=${gitDir}`, "-c", "core.attributesFile=/dev/null"];
  return {
    cwd: gitDir,
    args: [...place, "diff-tree", "-r", "--no-commit-id", ...DIFF_SETTINGS, ...output, from, to],
    env: { GIT_INDEX_FILE: `${gitDir}/no-index`, GIT_ATTR_NOSYSTEM: "1" },
  };
}
