import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { Git } from "../../ports/git.ts";
import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../git-calls.ts";
import { worktreeGitDir } from "../home/head.ts";
import { BACKLOG_REF, type Home } from "../home/home.ts";
import { DEAD_GIT_LOCK_MS } from "../limits.ts";
import type { Journal } from "./journal.ts";

export interface CommitPorts {
  readonly files: Files;
  readonly git: Git;
}

/**
 * Commits the files of a journal to the backlog's branch. Plumbing only: no hooks, no user's staged changes, and the branch
 * moves by compare-and-set, so that a commit somebody makes by hand at the same moment is never overwritten.
 */
export async function commitJournal({ files, git }: CommitPorts, home: Home, journal: Journal): Promise<Result<void>> {
  if (home.kind !== "branch" || (journal.changes.length === 0 && journal.commit === undefined)) return ok(undefined);
  removeDeadGitLocks(files, home);
  const cwd = home.folder;
  const [tips, indexed] = await Promise.all([
    gitText(git, { cwd, args: ["rev-parse", BACKLOG_REF, `${BACKLOG_REF}^{tree}`] }),
    gitText(git, {
      cwd,
      args: ["update-index", "--add", "--remove", "-z", "--stdin"],
      input: journal.changes.map(({ path }) => `${path}\0`).join(""),
    }),
  ]);
  if (!tips.ok) return tips;
  if (!indexed.ok) return indexed;
  if (journal.commit !== undefined) return moveBranch(git, home, { journal, ...journal.commit });
  const [tip = "", tipTree] = tips.value.split("\n");
  const tree = await gitText(git, { cwd, args: ["write-tree"] });
  if (!tree.ok) return tree;
  // The crash came after the commit: there is nothing left to record.
  if (tree.value === tipTree) return ok(undefined);
  const args = ["commit-tree", tree.value, "-p", tip];
  const commit = await gitText(git, { cwd, args, input: `${journal.message}\n`, env: identity(journal) });
  return commit.ok ? moveBranch(git, home, { journal, id: commit.value, from: tip }) : commit;
}

async function moveBranch(
  git: Git,
  home: Home,
  move: { journal: Journal; id: string; from: string },
): Promise<Result<void>> {
  const cwd = home.folder;
  const subject = move.journal.message.split("\n", 1)[0] ?? "";
  const args = ["update-ref", "-m", `docket: ${subject}`, BACKLOG_REF, move.id, move.from];
  const moved = await gitText(git, { cwd, args, env: identity(move.journal) });
  if (moved.ok) return ok(undefined);
  // After a crash the branch may stand there already.
  const tip = await gitText(git, { cwd, args: ["rev-parse", BACKLOG_REF] });
  return tip.ok && tip.value === move.id ? ok(undefined) : moved;
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
