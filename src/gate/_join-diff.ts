import { err, ok, type Result } from "../std/result.ts";
import { type PatchSection, parsePatch } from "./_patch.ts";
import { parseRawDiff, type RawEntry } from "./_raw-diff.ts";
import type { FileChange } from "./change.ts";
import { changeUnreadable } from "./faults.ts";

/** Everything about a difference in one output of git: the list of paths with their counts, and the patch. */
export const LIST_AND_PATCH: readonly string[] = ["--raw", "--numstat", "-p", "-z"];

export interface DiffParts {
  readonly list: Uint8Array;
  readonly patch: Uint8Array;
}

/** Parts what git prints by these options: each record of the list ends with a NUL, and one more stands before the patch. */
export function partDiff(output: Uint8Array): DiffParts {
  let end = output.indexOf(0);
  while (end !== -1 && end + 1 < output.length && output[end + 1] !== 0) end = output.indexOf(0, end + 1);
  if (end === -1) return { list: output, patch: new Uint8Array(0) };
  return { list: output.subarray(0, end + 1), patch: output.subarray(end + 2) };
}

/**
 * Joins git's list of changed paths with its patch. Both come in the same order, so no path is read out of the patch: a path may
 * hold line ends, quotes, and text that looks like a patch.
 */
export function joinDiff({ list, patch }: DiffParts, of: Pick<FileChange, "committed">): Result<readonly FileChange[]> {
  const entries = parseRawDiff(list);
  const sections = parsePatch(patch);
  const needed = entries.reduce((sum, entry) => sum + sectionsOf(entry), 0);
  if (needed !== sections.length) {
    const reason = `${entries.length} changed paths do not agree with ${sections.length} parts of the patch`;
    return err(changeUnreadable({ args: ["diff"], reason }));
  }
  let next = 0;
  return ok(
    entries.map((entry) => {
      const own = sections.slice(next, next + sectionsOf(entry));
      next += own.length;
      return fileChange(entry, own, of.committed);
    }),
  );
}

/** A file that becomes a link, or the other way round, stands in a patch as a deletion and a creation. */
const sectionsOf = (entry: RawEntry): number => (entry.kind === "type-changed" ? 2 : 1);

function fileChange(entry: RawEntry, sections: readonly PatchSection[], committed: boolean): FileChange {
  const addedLines = sections.flatMap((section) => section.added);
  const { path, from, kind, mode, added, removed, binary } = entry;
  const target = mode === "link" ? addedLines[0]?.text : undefined;
  return {
    path,
    ...(from === undefined ? {} : { from }),
    kind,
    mode,
    ...(target === undefined ? {} : { linkTarget: target }),
    added,
    removed,
    binary,
    committed,
    cut: sections.some((section) => section.cut),
    // The line of a submodule is the name of a commit, not text that anyone wrote.
    addedLines: mode === "submodule" ? [] : addedLines,
    removedLines: mode === "submodule" ? [] : sections.flatMap((section) => section.removed),
  };
}
