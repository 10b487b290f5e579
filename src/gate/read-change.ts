import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText, plainGit, textOf } from "./_git.ts";
import { withLinkEnds } from "./_links.ts";
import { readManifests } from "./_manifests.ts";
import { lookAtTree, readWorkingTree } from "./_working-tree.ts";
import type { Change, ChangePlace } from "./change.ts";
import { changeUnreadable, noMergeBase } from "./faults.ts";
import { patchIdOf } from "./patch-id.ts";
import { readTreeChange, type TreePair } from "./tree-change.ts";

/** Reads what the branch checked out in a worktree changed since its merge base with `base`. */
export async function readChange(anyGit: Git, files: Files, at: ChangePlace): Promise<Result<Change>> {
  const git = plainGit(anyGit);
  const { worktree } = at;
  // Looking at every file takes longest by far, so what the commits say is read beside it.
  const [committed, tree] = await Promise.all([readCommitted(git, at), readWorkingTree(git, files, worktree)]);
  if (!committed.ok) return committed;
  if (!tree.ok) return tree;
  const { pair, names, patch, patchId, commits } = committed.value;
  const all = [...committed.value.files, ...tree.value.files];
  const manifests = await readManifests({ git, files, worktree }, pair, all);
  if (!manifests.ok) return manifests;
  return ok({
    ...names,
    patchId,
    commits,
    patch,
    files: withLinkEnds(files, worktree, all),
    manifests: manifests.value,
    dirty: tree.value.dirty,
  });
}

/** Where a checkout stands now, and what is in it and in no commit. */
export interface StandsNow {
  readonly head: string | undefined;
  readonly dirty: readonly string[];
}

/** Looks at a checkout once more: whether it still is at the commit that was read, and clean. Much cheaper than reading the change again. */
export async function lookAgain(git: Git, files: Files, worktree: string): Promise<Result<StandsNow>> {
  const look = await lookAtTree(plainGit(git), files, worktree);
  return look.ok ? ok({ head: look.value.head, dirty: look.value.dirty }) : look;
}

interface Committed {
  readonly pair: TreePair;
  readonly names: Pick<Change, "mergeBase" | "baseTree" | "head" | "headTree">;
  readonly files: Change["files"];
  readonly patch: Uint8Array;
  readonly patchId: string;
  readonly commits: number;
}

async function readCommitted(git: Git, at: ChangePlace): Promise<Result<Committed>> {
  const ends = await readEnds(git, at);
  if (!ends.ok) return ends;
  const { gitDir, mergeBase, head, headTree } = ends.value;
  const pair: TreePair = { gitDir, from: mergeBase, to: head };
  const [change, range] = await Promise.all([readTreeChange(git, pair), readRange(git, at.worktree, ends.value)]);
  if (!change.ok) return change;
  if (!range.ok) return range;
  const { files, patch } = change.value;
  const patchId = await patchIdOf(git, gitDir, patch);
  if (!patchId.ok) return patchId;
  const { baseTree, commits } = range.value;
  const names = { mergeBase, baseTree, head, headTree };
  return ok({ pair, names, files, patch, patchId: patchId.value, commits });
}

interface Ends {
  readonly mergeBase: string;
  readonly head: string;
  readonly headTree: string;
  readonly gitDir: string;
}

/** Asked together with the base, git says where the two met as well; only where that is not one clear place it is asked by itself. */
async function readEnds(git: Git, { worktree, base }: ChangePlace): Promise<Result<Ends>> {
  const asked = ["rev-parse", "HEAD^{commit}", "HEAD^{tree}", "--absolute-git-dir", "--is-shallow-repository"];
  const both = await git.run({ cwd: worktree, args: [...asked, `${base}...HEAD`] });
  if (!both.ok) return both;
  const named =
    both.value.code === 0 ? ok(textOf(both.value.stdout)) : await gitText(git, { cwd: worktree, args: asked });
  if (!named.ok) return named;
  const [head = "", headTree = "", gitDir = "", shallow, ...met] = named.value.trimEnd().split("\n");
  const only = placeMet(met, head);
  if (only !== undefined) return ok({ mergeBase: only, head, headTree, gitDir });
  const args = ["merge-base", "--end-of-options", base, head];
  const found = await git.run({ cwd: worktree, args });
  if (!found.ok) return found;
  // Exit 1 without a word: there is none. Everything else that is not zero is trouble, such as an unknown base.
  if (found.value.code === 1) return err(noMergeBase({ base, shallow: shallow === "true" }));
  if (found.value.code !== 0) return err(changeUnreadable({ args, reason: found.value.stderr.trim() }));
  return ok({ mergeBase: textOf(found.value.stdout).trim(), head, headTree, gitDir });
}

/** Of `rev-parse base...HEAD`, which prints the two ends and each place where they met: the place, when there is one alone. */
function placeMet([end, , ...places]: readonly string[], head: string): string | undefined {
  const [place = ""] = places;
  return end === head && places.length === 1 && /^\^[0-9a-f]+$/.test(place) ? place.slice(1) : undefined;
}

/** How many commits lie between two, and the tree where they begin: git lists that commit as the border of the others. */
async function readRange(
  git: Git,
  cwd: string,
  { mergeBase, head, headTree }: Ends,
): Promise<Result<{ readonly baseTree: string; readonly commits: number }>> {
  if (mergeBase === head) return ok({ baseTree: headTree, commits: 0 });
  const args = ["rev-list", "--boundary", "--no-commit-header", "--format=%m%H %T", `${mergeBase}..${head}`];
  const listed = await gitText(git, { cwd, args });
  if (!listed.ok) return listed;
  const lines = listed.value.split("\n");
  const border = `-${mergeBase} `;
  const baseTree = lines.find((line) => line.startsWith(border))?.slice(border.length);
  if (baseTree === undefined) return err(changeUnreadable({ args, reason: "it does not name where the branch began" }));
  return ok({ baseTree, commits: lines.filter((line) => line.startsWith(">")).length });
}
