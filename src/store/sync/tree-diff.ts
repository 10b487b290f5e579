import type { Git } from "../../ports/git.ts";
import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../git-calls.ts";

/** Git's name for "no such file" in a difference. */
const NOTHING = /^0+$/;

/** The blobs of a path at both ends of a range; undefined where it is not there. */
export interface BlobChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What changed from one commit's tree to another's, by path. */
export type TreeDiff = ReadonlyMap<string, BlobChange>;

/** Compares two commits; an absent `from` means that everything is new. */
export async function treeDiff(
  git: Git,
  cwd: string,
  range: { from: string | undefined; to: string },
): Promise<Result<TreeDiff>> {
  if (range.from === undefined) return wholeTree(git, cwd, range.to);
  const args = ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-commit-id", range.from, range.to];
  const listed = await gitText(git, { cwd, args });
  return listed.ok ? ok(parseRaw(listed.value)) : listed;
}

async function wholeTree(git: Git, cwd: string, commit: string): Promise<Result<TreeDiff>> {
  const listed = await gitText(git, { cwd, args: ["ls-tree", "-r", "-z", commit] });
  if (!listed.ok) return listed;
  const diff = new Map<string, BlobChange>();
  for (const entry of listed.value.split("\0")) {
    const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    if (path !== undefined) diff.set(path, { before: undefined, after: blob });
  }
  return ok(diff);
}

function parseRaw(text: string): TreeDiff {
  const diff = new Map<string, BlobChange>();
  const parts = text.split("\0");
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, before, after] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/.exec(parts[at] ?? "") ?? [];
    const path = parts[at + 1] ?? "";
    if (path !== "") diff.set(path, { before: blobName(before), after: blobName(after) });
  }
  return diff;
}

const blobName = (name: string | undefined): string | undefined =>
  name === undefined || NOTHING.test(name) ? undefined : name;
