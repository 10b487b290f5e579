import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { Git } from "../../ports/git.ts";
import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../git-calls.ts";
import { worktreeGitDir } from "../home/head.ts";
import { BACKLOG_REF, type Home } from "../home/home.ts";
import { DEAD_GIT_LOCK_MS } from "../limits.ts";
import { readLine } from "../state-file.ts";
import { recordedBytes } from "./journal.ts";
import type { Journal } from "./journal-shape.ts";

export interface CommitPorts {
  readonly files: Files;
  readonly git: Git;
}

export interface Landing {
  readonly journal: Journal;
  /** The commit to build on, where it had to be read earlier. */
  readonly tip?: string;
}

/** Where the branch stands. Every write asks, so the ref's own file is read where there is one, and git is called only where not. */
export async function branchTip({ files, git }: CommitPorts, home: Home): Promise<Result<string>> {
  const loose = readLine(files, join(home.gitFolder ?? home.folder, BACKLOG_REF));
  if (loose !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(loose)) return ok(loose);
  return gitText(git, { cwd: home.folder, args: ["rev-parse", "--verify", BACKLOG_REF] });
}

/**
 * Commits the files of a journal to the backlog's branch: no hooks, no user's staged changes, and the branch moves by
 * compare-and-set, so that a commit somebody makes by hand at the same moment is never overwritten. The commit and the worktree's
 * index (which nothing but `git status` looks at) are written side by side: the index of a large backlog takes as long again.
 */
export async function commitJournal(
  { files, git }: CommitPorts,
  home: Home,
  { journal, tip }: Landing,
): Promise<Result<"settled" | "index-behind">> {
  const { changes, commit } = journal;
  if (home.kind !== "branch" || (changes.length === 0 && commit === undefined)) return ok("settled");
  removeDeadGitLocks(files, home);
  const from = commit === undefined && tip === undefined ? await branchTip({ files, git }, home) : ok(tip ?? "");
  if (!from.ok) return from;
  const [committed, indexed] = await Promise.all([
    commit === undefined
      ? importCommit({ files, git }, home, { journal, tip: from.value })
      : moveBranch(git, home, { journal, ...commit }),
    updateIndex(git, home, journal),
  ]);
  // A git that was stopped at a limit may have moved the branch before it ended: then the change has happened.
  if (!committed.ok && !(await isCommitted(git, home, journal))) return committed;
  // The commit counts, the index is looks: one that somebody has locked is brought up to date by the next writer.
  return ok(indexed.ok || (await updateIndex(git, home, journal)).ok ? "settled" : "index-behind");
}

/** Brings the worktree's index up to date where the commit itself is made already. */
export async function settleIndex(
  { files, git }: CommitPorts,
  home: Home,
  journal: Journal,
): Promise<Result<"settled" | "index-behind">> {
  removeDeadGitLocks(files, home);
  return ok((await updateIndex(git, home, journal)).ok ? "settled" : "index-behind");
}

/** Whether the branch holds the changes of a journal already: the crash came after the commit. */
export async function isCommitted(git: Git, home: Home, journal: Journal): Promise<boolean> {
  if (home.kind !== "branch") return false;
  if (journal.commit !== undefined) {
    const tip = await gitText(git, { cwd: home.folder, args: ["rev-parse", BACKLOG_REF] });
    return tip.ok && tip.value === journal.commit.id;
  }
  if (journal.changes.length === 0) return false;
  const input = journal.changes.map(({ path }) => `${BACKLOG_REF}:${path}\n`).join("");
  const answer = await git.run({ cwd: home.folder, args: ["cat-file", "--batch"], input });
  return answer.ok && answer.value.code === 0 && sameContents(answer.value.stdout, journal);
}

/** Compares what git printed, one object after the other, with what the changes leave behind. */
function sameContents(printed: Uint8Array, journal: Journal): boolean {
  let at = 0;
  for (const change of journal.changes) {
    const end = printed.indexOf(10, at);
    const head = new TextDecoder().decode(printed.subarray(at, Math.max(at, end)));
    const size = / blob (\d+)$/.exec(head)?.[1];
    const bytes = recordedBytes(change);
    if (size === undefined) {
      if (bytes !== null || !head.endsWith(" missing")) return false;
      at = end + 1;
      continue;
    }
    const body = printed.subarray(end + 1, end + 1 + Number(size));
    if (bytes === null || Buffer.compare(body, bytes) !== 0) return false;
    at = end + 1 + Number(size) + 1;
  }
  return true;
}

/** Makes the worktree's index say of the changed files what is in them now. */
export async function updateIndex(git: Git, home: Home, journal: Pick<Journal, "changes">): Promise<Result<void>> {
  const indexed = await gitText(git, {
    cwd: home.folder,
    args: ["update-index", "--add", "--remove", "-z", "--stdin"],
    input: journal.changes.map(({ path }) => `${path}\0`).join(""),
  });
  return indexed.ok ? ok(undefined) : indexed;
}

/**
 * One call writes blobs, trees and the commit and moves the branch, which it refuses when the branch has gone on from the commit named
 * here. So a git that outlives a dead writer and only begins when the next one has finished its work makes the same commit over again or
 * none, and never one on top.
 */
async function importCommit(
  { files, git }: CommitPorts,
  home: Home,
  landing: Required<Landing>,
): Promise<Result<void>> {
  const args = ["-c", "core.compression=1", "fast-import", "--quiet", "--done", "--date-format=raw"];
  const imported = await gitText(git, { cwd: home.folder, args, input: importStream(landing) });
  if (imported.ok) return ok(undefined);
  removeCrashReports(files, home);
  return imported;
}

/** Where a commit cannot be made, as on a full disk, git leaves a report of what it was told: that is in the fault and in the files. */
function removeCrashReports(files: Files, home: Home): void {
  const gitDir = worktreeGitDir(files, home);
  const listed = gitDir === undefined ? undefined : files.list(gitDir);
  if (gitDir === undefined || listed?.ok !== true) return;
  for (const name of listed.value.filter((one) => /^fast_import_crash_\d+$/.test(one)))
    files.remove(join(gitDir, name));
}

function importStream({ journal, tip }: Required<Landing>): Uint8Array {
  const who = `${journal.actor.name} <${journal.email}> ${Math.floor(journal.atMs / 1000)} +0000`;
  const parts: (string | Uint8Array)[] = [`commit ${BACKLOG_REF}\nauthor ${who}\ncommitter ${who}\n`];
  parts.push(...data(Buffer.from(`${journal.message}\n`)), `from ${tip}\n`);
  for (const change of journal.changes) {
    const bytes = recordedBytes(change);
    if (bytes === null) parts.push(`D ${quoted(change.path)}\n`);
    else parts.push(`M 100644 inline ${quoted(change.path)}\n`, ...data(bytes));
  }
  // Without this word at its end git refuses the stream: one cut off between two files would be committed as half a change.
  parts.push("done\n");
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

const data = (bytes: Uint8Array): readonly (string | Uint8Array)[] => [`data ${bytes.byteLength}\n`, bytes, "\n"];

const quoted = (path: string): string =>
  `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

async function moveBranch(
  git: Git,
  home: Home,
  move: { journal: Journal; id: string; from: string },
): Promise<Result<void>> {
  const cwd = home.folder;
  const subject = move.journal.message.split("\n", 1)[0] ?? "";
  const args = ["update-ref", "-m", `docket: ${subject}`, BACKLOG_REF, move.id, move.from];
  const moved = await gitText(git, { cwd, args, env: identity(move.journal) });
  return moved.ok ? ok(undefined) : moved;
}

/**
 * A machine that went down in the middle of a git call leaves git's own lock files. Nobody but Docket's writers, of which we are
 * the only one now, locks these for longer than a moment.
 */
function removeDeadGitLocks(files: Files, home: Home): void {
  const gitDir = worktreeGitDir(files, home);
  if (gitDir === undefined || home.gitFolder === undefined) return;
  for (const path of [join(gitDir, "index.lock"), join(home.gitFolder, `${BACKLOG_REF}.lock`)]) {
    const stat = files.stat(path);
    if (stat !== undefined && files.stampMs() - stat.mtimeMs > DEAD_GIT_LOCK_MS) files.remove(path);
  }
}

/** Author and committer as environment, so that a machine without a git identity can commit too. */
export function identity(journal: Pick<Journal, "actor" | "email" | "atMs">): Readonly<Record<string, string>> {
  const date = `@${Math.floor(journal.atMs / 1000)} +0000`;
  const name = journal.actor.name;
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: journal.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: journal.email,
    GIT_COMMITTER_DATE: date,
  };
}
