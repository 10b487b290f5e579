import { err, ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import { baseUnknown } from "./faults.ts";
import type { Ruled } from "./workshop.ts";

/** The branch that work begins from and is merged into, and where it stands. */
export interface Base {
  readonly branch: string;
  readonly commit: string;
}

/** The base by the settings, else the branch of the main checkout. */
export async function findBase({ backlog, settings }: Ruled): Promise<Result<Base>> {
  const { git } = backlog.world;
  const cwd = backlog.home.root;
  const named = settings.orders.base;
  if (named !== undefined) return commitOf(named);
  const head = await gitText(git, { cwd, args: ["symbolic-ref", "--quiet", "--short", "HEAD"] });
  return head.ok && head.value !== "" ? commitOf(head.value) : err(baseUnknown({ base: undefined }));

  async function commitOf(branch: string): Promise<Result<Base>> {
    const commit = await gitText(git, {
      cwd,
      args: ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}^{commit}`],
    });
    return commit.ok ? ok({ branch, commit: commit.value }) : err(baseUnknown({ base: branch }));
  }
}
