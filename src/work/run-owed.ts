import { join } from "node:path";
import type { CheckEvidence } from "../gate/run-check.ts";
import type { Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import type { MergeOrder } from "./merge-order.ts";
import { runChecks } from "./run-checks.ts";
import { setUp } from "./set-up.ts";
import type { Check } from "./terms.ts";
import { runFolder, type Workshop } from "./workshop.ts";

/** What running the gates needs to know of an order. */
export type Named = Pick<MergeOrder, "id" | "ticket">;

interface Owed {
  readonly commit: string;
  readonly checks: readonly Check[];
}

/** Runs commands at a commit in a private checkout, which goes away again. */
export async function runOwed(
  shop: Workshop,
  order: Named,
  { commit, checks }: Owed,
): Promise<Result<readonly CheckEvidence[]>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const folder = join(runFolder(shop, order.id), "merged");
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  const args = ["worktree", "add", "--quiet", "--force", "--detach", folder, commit];
  const added = await gitText(git, { cwd, args });
  if (!added.ok) return added;
  const ran = await runThere(shop, order, { folder, checks });
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  return ran;
}

interface There {
  readonly folder: string;
  readonly checks: readonly Check[];
}

async function runThere(
  shop: Workshop,
  order: Named,
  { folder, checks }: There,
): Promise<Result<readonly CheckEvidence[]>> {
  const env = { DOCKET_ORDER: order.id, DOCKET_TICKET: order.ticket, DOCKET_WORKTREE: folder };
  const ready = await setUp(shop, folder, env);
  return ready.ok ? runChecks(shop, { order: order.id, folder, checks, env, name: "merged" }) : ready;
}
