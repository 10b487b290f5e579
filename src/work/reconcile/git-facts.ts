import { ok, type Result } from "../../std/result.ts";
import { gitSays, gitText } from "../../store/git-calls.ts";
import type { Place, Workshop } from "../workshop.ts";

/** One worktree as git lists it. */
export interface GitCheckout {
  readonly path: string;
  readonly head: string;
  /** Undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** Why it is locked; empty where git says no reason. */
  readonly locked: string | undefined;
}

export interface GitFacts {
  readonly checkouts: readonly GitCheckout[];
  /** Tips by name, without `refs/heads/`. */
  readonly branches: ReadonlyMap<string, string>;
  readonly hasRemotes: boolean;
}

/** Worktrees, branches and remotes of the repository. */
export async function readGitFacts(shop: Workshop): Promise<Result<GitFacts>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const [listed, refs, remotes] = await Promise.all([
    gitText(git, { cwd, args: ["worktree", "list", "--porcelain"] }),
    gitText(git, { cwd, args: ["for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/heads/"] }),
    gitText(git, { cwd, args: ["remote"] }),
  ]);
  if (!listed.ok) return listed;
  if (!refs.ok) return refs;
  if (!remotes.ok) return remotes;
  const branches = refs.value
    .split("\n")
    .flatMap((line): [string, string][] =>
      line === "" ? [] : [[line.slice(line.indexOf(" ") + 1), line.split(" ", 1)[0] ?? ""]],
    );
  return ok({
    checkouts: listed.value.split("\n\n").flatMap(readBlock),
    branches: new Map(branches),
    hasRemotes: remotes.value !== "",
  });
}

function readBlock(block: string): readonly GitCheckout[] {
  const lines = block.split("\n");
  const after = (word: string): string | undefined => {
    const line = lines.find((one) => one === word || one.startsWith(`${word} `));
    return line?.slice(word.length + 1);
  };
  const path = after("worktree");
  if (path === undefined) return [];
  return [
    {
      path,
      head: after("HEAD") ?? "",
      branch: after("branch")?.replace(/^refs\/heads\//, ""),
      locked: after("locked"),
    },
  ];
}

/** Whether one commit is contained in another. */
export const isWithin = ({ backlog }: Place, commit: string, other: string): Promise<boolean> =>
  gitSays(backlog.world.git, {
    cwd: backlog.home.root,
    args: ["merge-base", "--is-ancestor", commit, other],
  });

/** Whether a checkout has nothing that is not committed. One that cannot be asked is not clean. */
export async function isClean({ backlog }: Place, folder: string): Promise<boolean> {
  const status = await gitText(backlog.world.git, {
    cwd: folder,
    args: ["status", "--porcelain", "--untracked-files=normal"],
  });
  return status.ok && status.value === "";
}
