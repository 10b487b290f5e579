import { type Search, secretSearch } from "../findings/secret-search.ts";
import type { Git } from "../ports/git.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { gitText, plainGit } from "./_git.ts";
import type { Change, FileChange } from "./change.ts";
import { MAX_SECRET_COMMITS } from "./limits.ts";
import { bounded, finding } from "./rules.ts";
import { readTreeChange } from "./tree-change.ts";

/** Finds what looks like a secret in the lines a change adds. A finding says where it is and of what kind, never what it is. */
export async function judgeSecrets(change: Pick<Change, "files">): Promise<readonly Finding[]> {
  const search = await secretSearch();
  const found = [];
  for (const file of change.files) found.push(...(await judgeFile(file, search)));
  return bounded(found);
}

/**
 * The same for each commit of a branch by itself: what one commit adds and the next takes away is in no difference of the whole,
 * and yet it is handed on with the history.
 */
export async function judgeSecretsInCommits(
  anyGit: Git,
  worktree: string,
  { mergeBase, head, commits }: Pick<Change, "mergeBase" | "head" | "commits">,
): Promise<Result<readonly Finding[]>> {
  if (commits < 2) return ok([]);
  const git = plainGit(anyGit);
  const range = ["rev-list", "--no-merges", `--max-count=${MAX_SECRET_COMMITS}`, `${mergeBase}..${head}`];
  const [listed, gitDir] = await Promise.all([
    gitText(git, { cwd: worktree, args: range }),
    gitText(git, { cwd: worktree, args: ["rev-parse", "--absolute-git-dir"] }),
  ]);
  if (!listed.ok) return listed;
  if (!gitDir.ok) return gitDir;
  const found: Finding[] = [];
  for (const commit of listed.value.split("\n").filter((name) => name !== "")) {
    const change = await readTreeChange(git, { gitDir: gitDir.value, from: `${commit}^`, to: commit });
    if (!change.ok) return change;
    const own = await judgeSecrets(change.value);
    found.push(...own.map((each) => ({ ...each, message: `${each.message} (in commit ${commit.slice(0, 12)})` })));
  }
  return ok(bounded(found));
}

async function judgeFile(file: FileChange, search: Search): Promise<readonly Finding[]> {
  if (file.addedLines.length === 0) return [];
  const text = file.addedLines.map((line) => line.text).join("\n");
  const spots = await search(text, file.path);
  return spots.map(({ start, kind }) => {
    const place = text.slice(0, start).split("\n").length - 1;
    return finding("secret-added", file.path, {
      line: file.addedLines[place]?.number,
      message: `this line holds what looks like a secret: ${kind}`,
      hint: "take it out of every commit of the branch, and have it renewed: who saw the branch may know it",
    });
  });
}
