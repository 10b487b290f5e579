import type { Change, FileChange } from "./change.ts";

interface Edit {
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly more?: Partial<FileChange>;
}

/** A changed file for tests of the judges: lines are numbered from 1 on either side. */
export function sampleFile(path: string, { added = [], removed = [], more = {} }: Edit = {}): FileChange {
  const lines = (texts: readonly string[]): FileChange["addedLines"] =>
    texts.map((text, at) => ({ number: at + 1, text }));
  return {
    ...{ path, kind: "modified", mode: "file", binary: false, committed: true, cut: false },
    ...{ added: added.length, removed: removed.length, addedLines: lines(added), removedLines: lines(removed) },
    ...more,
  };
}

/** A change of one commit in which nothing is dirty. */
export function sampleChange(...files: readonly FileChange[]): Change {
  const names = { mergeBase: "b", baseTree: "bt", head: "h", headTree: "ht", patchId: "p", commits: 1 };
  return { ...names, files, manifests: [], dirty: [] };
}
