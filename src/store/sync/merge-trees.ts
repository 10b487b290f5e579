import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import { mergeTicket } from "../../ticket/merge.ts";
import { revisionOf } from "../../ticket/revision.ts";
import type { Backlog } from "../backlog.ts";
import { ASIDE_FOLDER, TICKETS_FOLDER } from "../home/home.ts";
import { mergeNumbers, NUMBERS_FILE } from "../numbers.ts";
import { readBlobs } from "./blobs.ts";
import { mergeLines } from "./merge-lines.ts";
import { type TreeDiff, treeDiff } from "./tree-diff.ts";

/** The outcome of merging two lines of a backlog's history, before anything is written. */
export interface TreeMerge {
  /** Paths whose content differs from `ours`: new bytes, or undefined where the file goes. */
  readonly changes: ReadonlyMap<string, Uint8Array | undefined>;
  /** Paths both sides had changed. */
  readonly merged: readonly string[];
  readonly findings: readonly Finding[];
}

export interface Sides {
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

interface Both {
  readonly path: string;
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/** Merges file by file; a file only one side touched is taken as it is. */
export async function mergeTrees(backlog: Backlog, sides: Sides): Promise<Result<TreeMerge>> {
  const { git } = backlog.world;
  const cwd = backlog.home.folder;
  const [ours, theirs] = await Promise.all([
    treeDiff(git, cwd, { from: sides.base, to: sides.ours }),
    treeDiff(git, cwd, { from: sides.base, to: sides.theirs }),
  ]);
  if (!ours.ok) return ours;
  if (!theirs.ok) return theirs;
  const both = bothTouched(ours.value, theirs.value);
  const oneSided = [...theirs.value].filter(([path]) => !ours.value.has(path));
  const names = [
    ...oneSided.map(([, blobs]) => blobs.after),
    ...both.flatMap(({ base, ours, theirs }) => [base, ours, theirs]),
  ];
  const blobs = await readBlobs(
    backlog.world,
    backlog.home,
    names.filter((name) => name !== undefined),
  );
  if (!blobs.ok) return blobs;
  const content = (name: string | undefined): Uint8Array | undefined =>
    name === undefined ? undefined : blobs.value.get(name);
  const changes = new Map<string, Uint8Array | undefined>(oneSided.map(([path, { after }]) => [path, content(after)]));
  const findings: Finding[] = [];
  for (const { path, base, ours, theirs } of both) {
    const outcome = mergeFile(path, { base: content(base), ours: content(ours), theirs: content(theirs) });
    changes.set(path, outcome.bytes);
    if (outcome.aside !== undefined) changes.set(outcome.aside.path, outcome.aside.bytes);
    findings.push(...outcome.findings);
  }
  return ok({ changes, merged: both.map(({ path }) => path), findings });
}

/** Paths that both sides changed to different contents, with the blob each had before. */
function bothTouched(ours: TreeDiff, theirs: TreeDiff): readonly Both[] {
  return [...theirs].flatMap(([path, their]) => {
    const our = ours.get(path);
    if (our === undefined || our.after === their.after) return [];
    return [{ path, base: their.before, ours: our.after, theirs: their.after }];
  });
}

interface FileSides {
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array | undefined;
  readonly theirs: Uint8Array | undefined;
}

interface FileMerge {
  readonly bytes: Uint8Array | undefined;
  readonly findings: readonly Finding[];
  /** A version that could not be merged, kept whole in a file of its own. */
  readonly aside?: { readonly path: string; readonly bytes: Uint8Array };
}

function mergeFile(path: string, { base, ours, theirs }: FileSides): FileMerge {
  if (path === NUMBERS_FILE) return { bytes: mergeNumbers([base, ours, theirs]), findings: [] };
  if (ours === undefined || theirs === undefined) {
    // Removed here, changed there: the change wins, since nothing may be lost.
    const message = "one side removed this file while the other changed it; it is kept";
    return {
      bytes: ours ?? theirs,
      findings: [{ code: "merge-kept-removed", severity: "warning", file: path, message }],
    };
  }
  if (path.startsWith(`${TICKETS_FOLDER}/`) && path.endsWith(".md"))
    return mergeTicketFile(path, { base, ours, theirs });
  return mergeLines(path, { base, ours, theirs });
}

function mergeTicketFile(
  file: string,
  sides: FileSides & { readonly ours: Uint8Array; readonly theirs: Uint8Array },
): FileMerge {
  const { bytes, problems, aside } = mergeTicket(sides);
  const findings: Finding[] = problems.map((problem) => ({ ...problem, file }));
  if (aside === undefined) return { bytes, findings };
  const path = `${ASIDE_FOLDER}/${file.slice(file.lastIndexOf("/") + 1, -".md".length)}.${revisionOf(aside.bytes)}.md`;
  const message = `the two versions could not be merged (${aside.reason}); the other one is kept whole in ${path}`;
  findings.push({ code: "merge-put-aside", severity: "error", file, message });
  return { bytes, findings, aside: { path, bytes: aside.bytes } };
}
