import { textOf } from "./_git.ts";
import type { FileChange } from "./change.ts";

export interface RawEntry
  extends Pick<FileChange, "path" | "from" | "kind" | "mode" | "added" | "removed" | "binary"> {}

const RECORD = /^:\d{6} (\d{6}) [0-9a-f]+ [0-9a-f]+ ([A-Z])\d*$/;
const COUNTS = /^(\d+|-)\t(\d+|-)\t([\s\S]*)$/;

/** Reads the output of `git diff --raw --numstat -z`: first every record with its path or paths, then the counts in the same order. */
export function parseRawDiff(bytes: Uint8Array): readonly RawEntry[] {
  const parts = textOf(bytes).split("\0");
  const entries: RawEntry[] = [];
  let at = 0;
  for (let record = RECORD.exec(parts[at] ?? ""); record !== null; record = RECORD.exec(parts[at] ?? "")) {
    const [, mode = "", letter = ""] = record;
    const isPair = letter === "R" || letter === "C";
    const [first = "", second = ""] = parts.slice(at + 1);
    entries.push({
      path: isPair ? second : first,
      ...(letter === "R" ? { from: first } : {}),
      kind: KINDS[letter] ?? "modified",
      mode: MODES[mode] ?? "file",
      added: 0,
      removed: 0,
      binary: false,
    });
    at += isPair ? 3 : 2;
  }
  return withCounts(entries, parts.slice(at));
}

/** A pair of paths stands behind an empty field: `3\t1\t`, old, new. */
function withCounts(entries: readonly RawEntry[], parts: readonly string[]): readonly RawEntry[] {
  let at = 0;
  return entries.map((entry) => {
    const [, added, removed, path] = COUNTS.exec(parts[at] ?? "") ?? [];
    at += path === "" ? 3 : 1;
    const binary = added === "-";
    return { ...entry, added: binary ? 0 : Number(added ?? 0), removed: binary ? 0 : Number(removed ?? 0), binary };
  });
}

const KINDS: Readonly<Record<string, FileChange["kind"]>> = {
  A: "added",
  C: "added",
  D: "deleted",
  M: "modified",
  R: "renamed",
  T: "type-changed",
};

const MODES: Readonly<Record<string, FileChange["mode"]>> = {
  "000000": "none",
  "100644": "file",
  "100755": "executable",
  "120000": "link",
  "160000": "submodule",
};
