import { err, ok, type Result } from "../std/result.ts";
import { type PatchSection, parsePatch } from "./_patch.ts";
import { parseRawDiff, type RawEntry } from "./_raw-diff.ts";
import type { FileChange } from "./change.ts";
import { changeUnreadable } from "./faults.ts";

interface DiffOutput {
  /** `--raw --numstat -z` */
  readonly list: Uint8Array;
  /** `-p` without `-z`: its headers are one line each whatever the paths hold. */
  readonly patch: Uint8Array;
  readonly committed: boolean;
}

/**
 * Joins git's list of changed paths with its patch. Both come in the same order, so no path is read out of the patch: a path may
 * hold line ends, quotes, and text that looks like a patch.
 */
export function joinDiff({ list, patch, committed }: DiffOutput): Result<readonly FileChange[]> {
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
      return fileChange(entry, own, committed);
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
