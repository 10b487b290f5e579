import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { ok, type Result } from "../std/result.ts";
import { gitBytes, gitText, textOf } from "./_git.ts";
import { hidesNothing } from "./_index-flags.ts";
import { joinDiff, LIST_AND_PATCH, partDiff } from "./_join-diff.ts";
import type { FileChange, Line } from "./change.ts";
import { MAX_GATE_FILE_BYTES, MAX_LINE_CHARS, MAX_LINES_PER_FILE } from "./limits.ts";
import { DIFF_SETTINGS } from "./tree-change.ts";

export interface WorkingTree {
  readonly files: readonly FileChange[];
  readonly dirty: readonly string[];
}

/** Nothing here may take a lock beside an agent that works, so git does not write its refreshed index. */
const READ_ONLY = { GIT_OPTIONAL_LOCKS: "0" };

/** Whatever this clone is set to, a file counts as unchanged only when its times and its size say so. */
const WATCHFUL = ["core.ignoreStat=false", "core.checkStat=default", "core.trustctime=true"].flatMap((one) => [
  "-c",
  one,
]);

/** Where a worktree stands, by two calls of git side by side. */
export interface TreeLook {
  /** The commit that is checked out; undefined where there is none yet. */
  readonly head: string | undefined;
  readonly tracked: readonly string[];
  readonly untracked: readonly string[];
  /** Changed or not: git was told not to look at them. */
  readonly hidden: readonly string[];
  /** All of them. */
  readonly dirty: readonly string[];
}

/** Looks which commit is checked out and which paths are not as it has them. */
export async function lookAtTree(git: Git, files: Files, worktree: string): Promise<Result<TreeLook>> {
  const status = [
    "status",
    "--porcelain=v2",
    "-z",
    "--branch",
    "--no-ahead-behind",
    "--untracked-files=no",
    "--ignore-submodules=none",
    "--no-renames",
  ];
  // What git knows and what it does not are looked at side by side: in a large checkout each takes its time. The one that keeps every
  // core busy begins last, else the others wait for it.
  const list = ["ls-files", "-z", "--others", "--exclude-standard"];
  const [names, states, isOpen] = await Promise.all([
    gitText(git, { cwd: worktree, args: list, env: READ_ONLY }),
    gitText(git, { cwd: worktree, args: status, env: READ_ONLY }),
    // A promise like the others: what it throws must not leave them with nobody who waits for them.
    (async () => hidesNothing(files, worktree))(),
  ]);
  if (!states.ok) return states;
  if (!names.ok) return names;
  const { head, tracked } = parseStatus(states.value);
  // An index with longer names for its objects is not one that was read here.
  const passedOver = isOpen && head?.length === SHORT_NAME ? ok([]) : await hiddenPaths(git, worktree);
  if (!passedOver.ok) return passedOver;
  const untracked = names.value.split("\0").filter((path) => path !== "");
  const hidden = passedOver.value.filter((path) => files.stat(join(worktree, path)) !== undefined);
  const dirty = [...new Set([...tracked, ...untracked, ...hidden])].sort();
  return ok({ head, tracked, untracked, hidden, dirty });
}

/** What stands in a worktree and in no commit. */
export async function readWorkingTree(git: Git, files: Files, worktree: string): Promise<Result<WorkingTree>> {
  const look = await lookAtTree(git, files, worktree);
  if (!look.ok) return look;
  const { tracked, untracked, hidden, dirty } = look.value;
  const changed = tracked.length === 0 ? ok([]) : await readUncommitted(git, worktree);
  if (!changed.ok) return changed;
  const fresh = untracked.map((path) => untrackedFile(files, worktree, path));
  return ok({ files: [...changed.value, ...fresh, ...hidden.map(hiddenFile)], dirty });
}

async function readUncommitted(git: Git, cwd: string): Promise<Result<readonly FileChange[]>> {
  const base = [
    ...WATCHFUL,
    "-c",
    "diff.autoRefreshIndex=true",
    "diff",
    "HEAD",
    "--no-relative",
    "-O/dev/null",
    ...DIFF_SETTINGS,
  ];
  const printed = await gitBytes(git, { cwd, args: [...base, ...LIST_AND_PATCH], env: READ_ONLY });
  return printed.ok ? joinDiff(partDiff(printed.value), { committed: false }) : printed;
}

/** Records of `git status --porcelain=v2 -z --branch`; without renames each is one field. */
function parseStatus(text: string): Pick<TreeLook, "head" | "tracked"> {
  const records = text.split("\0");
  const fields: Readonly<Record<string, number>> = { "1": 8, u: 10 };
  const oid = "# branch.oid ";
  const head = records.find((record) => record.startsWith(oid))?.slice(oid.length);
  return {
    head: head === undefined || head.startsWith("(") ? undefined : head,
    tracked: records.flatMap((record) => {
      const skipped = fields[record[0] ?? ""];
      return skipped === undefined ? [] : [record.split(" ").slice(skipped).join(" ")];
    }),
  };
}

/** Letters of a name by SHA-1. */
const SHORT_NAME = 40;

/** Paths that somebody told git not to look at (`assume-unchanged`: lower case, `skip-worktree`: S). */
async function hiddenPaths(git: Git, worktree: string): Promise<Result<readonly string[]>> {
  const listed = await gitText(git, { cwd: worktree, args: ["ls-files", "-v", "-z", "--cached"], env: READ_ONLY });
  if (!listed.ok) return listed;
  return ok(listed.value.split("\0").flatMap((record) => (/^[a-zS] /.test(record) ? [record.slice(2)] : [])));
}

const hiddenFile = (path: string): FileChange => ({
  ...{ path, kind: "modified", mode: "file", added: 0, removed: 0, binary: false, committed: false, cut: true },
  ...{ addedLines: [], removedLines: [] },
});

function untrackedFile(files: Files, worktree: string, path: string): FileChange {
  const stat = files.stat(join(worktree, path));
  const isLink = stat?.isSymbolicLink() === true;
  const read = stat?.isFile() ? files.read(join(worktree, path), MAX_GATE_FILE_BYTES) : undefined;
  const bytes = read?.ok ? read.value : undefined;
  const binary = bytes?.subarray(0, 8_000).includes(0) === true;
  const lines = bytes === undefined || binary ? [] : linesOf(textOf(bytes));
  return {
    path,
    kind: "added",
    mode: isLink ? "link" : "file",
    added: lines.length,
    removed: 0,
    binary,
    committed: false,
    cut: lines.length > MAX_LINES_PER_FILE || (stat?.isFile() === true && bytes === undefined),
    addedLines: lines.slice(0, MAX_LINES_PER_FILE),
    removedLines: [],
  };
}

function linesOf(text: string): readonly Line[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, at) => ({ number: at + 1, text: line.replace(/\r$/, "").slice(0, MAX_LINE_CHARS) }));
}
