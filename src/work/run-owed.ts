import { join } from "node:path";
import type { Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import type { MergeOrder } from "./merge-order.ts";
import { type Excused, excuseRedBefore } from "./red-before.ts";
import { runChecks } from "./run-checks.ts";
import { setUp } from "./set-up.ts";
import type { Check } from "./terms.ts";
import { runFolder, type Workshop } from "./workshop.ts";

/** What running the gates needs to know of an order. */
export type Named = Pick<MergeOrder, "id" | "ticket">;

export interface Owed {
  readonly commit: string;
  /** What it is held against. */
  readonly onto: string;
  readonly checks: readonly Check[];
}

/** Runs commands at a commit in a private checkout, which goes away again. */
export async function runOwed(shop: Workshop, order: Named, { commit, onto, checks }: Owed): Promise<Result<Excused>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const folder = join(runFolder(shop, order.id), "merged");
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  const args = ["worktree", "add", "--quiet", "--force", "--detach", folder, commit];
  const added = await gitText(git, { cwd, args });
  if (!added.ok) return added;
  const ran = await runThere(shop, order, { folder, onto, checks });
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  return ran;
}

interface There extends Omit<Owed, "commit"> {
  readonly folder: string;
}

async function runThere(shop: Workshop, order: Named, { folder, onto, checks }: There): Promise<Result<Excused>> {
  const env = { DOCKET_ORDER: order.id, DOCKET_TICKET: order.ticket, DOCKET_WORKTREE: folder };
  const ready = await setUp(shop, folder, env);
  if (!ready.ok) return ready;
  const at = { order: order.id, folder, env, name: "merged" };
  const ran = await runChecks(shop, { ...at, checks });
  return ran.ok ? excuseRedBefore(shop, { ...at, checks: ran.value, base: onto }) : ran;
}
