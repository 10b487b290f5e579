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
  /** What the commits change, as git prints it; of a binary file it says no more than that. */
  readonly patch?: Uint8Array;
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
