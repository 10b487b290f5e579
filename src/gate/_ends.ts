import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText, textOf } from "./_git.ts";
import { gitDirAt } from "./_git-dir.ts";
import type { Change, ChangePlace } from "./change.ts";
import { changeUnreadable, noMergeBase } from "./faults.ts";

/** Where a branch begins and ends, and how many commits lie between. */
export interface Ends extends Pick<Change, "mergeBase" | "baseTree" | "head" | "headTree" | "commits"> {
  /** The private folder of the worktree. */
  readonly gitDir: string;
}

/**
 * Reads where the branch of a worktree left its base:
 *
 *     base   ──o──B──o──o        The commits of the branch alone, and those they came from: when that is only one commit,
 *                  \             the branch and its base have met there last, and one call of git has told it all.
 *     branch        o──o──HEAD   Merges of the base, crossings and a branch without commits are asked about one by one.
 */
export async function readEnds(git: Git, files: Files, at: ChangePlace): Promise<Result<Ends>> {
  const gitDir = gitDirAt(files, at.worktree);
  const listed = gitDir === undefined ? ok(undefined) : await listBranch(git, at);
  if (!listed.ok) return listed;
  return gitDir === undefined || listed.value === undefined ? readApart(git, at) : ok({ ...listed.value, gitDir });
}

async function listBranch(
  git: Git,
  { worktree, base }: ChangePlace,
): Promise<Result<Omit<Ends, "gitDir"> | undefined>> {
  const range = ["--end-of-options", `${base}...HEAD`, "--"];
  const answer = await git.run({ cwd: worktree, args: [...LIST, "--topo-order", "--right-only", ...range] });
  if (!answer.ok) return answer;
  if (answer.value.code !== 0) return ok(undefined);
  const commits = parseList(textOf(answer.value.stdout));
  const [borders, own] = [commits.filter((one) => one.isBorder), commits.filter((one) => !one.isBorder)];
  const [border] = borders;
  const [last] = own;
  if (border === undefined || borders.length > 1 || last === undefined) return ok(undefined);
  return ok({
    mergeBase: border.commit,
    baseTree: border.tree,
    head: last.commit,
    headTree: last.tree,
    commits: own.length,
  });
}

/** Every commit of a range with its tree, newest first, and the commits at its border. */
const LIST: readonly string[] = ["rev-list", "--boundary", "--no-commit-header", "--format=%m%H %T"];

interface Listed {
  readonly isBorder: boolean;
  readonly commit: string;
  readonly tree: string;
}

function parseList(text: string): readonly Listed[] {
  return text.split("\n").flatMap((line) => {
    const [, mark, commit, tree] = /^([-<>])([0-9a-f]+) ([0-9a-f]+)$/.exec(line) ?? [];
    return commit === undefined || tree === undefined ? [] : [{ isBorder: mark === "-", commit, tree }];
  });
}

async function readApart(git: Git, { worktree, base }: ChangePlace): Promise<Result<Ends>> {
  const asked = ["rev-parse", "HEAD^{commit}", "HEAD^{tree}", "--absolute-git-dir", "--is-shallow-repository"];
  const named = await gitText(git, { cwd: worktree, args: asked });
  if (!named.ok) return named;
  const [head = "", headTree = "", gitDir = "", shallow] = named.value.split("\n");
  const args = ["merge-base", "--end-of-options", base, head];
  const met = await git.run({ cwd: worktree, args });
  if (!met.ok) return met;
  // Exit 1 without a word: there is none. Everything else that is not zero is trouble, such as an unknown base.
  if (met.value.code === 1) return err(noMergeBase({ base, shallow: shallow === "true" }));
  if (met.value.code !== 0) return err(changeUnreadable({ args, reason: met.value.stderr.trim() }));
  const mergeBase = textOf(met.value.stdout).trim();
  const [counted, baseTree] = await Promise.all([
    gitText(git, { cwd: worktree, args: ["rev-list", "--count", `${mergeBase}..${head}`] }),
    gitText(git, { cwd: worktree, args: ["rev-parse", `${mergeBase}^{tree}`] }),
  ]);
  if (!counted.ok) return counted;
  if (!baseTree.ok) return baseTree;
  return ok({ mergeBase, baseTree: baseTree.value, head, headTree, commits: Number(counted.value), gitDir });
}
