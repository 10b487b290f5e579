import { join } from "node:path";
import { hasPassed } from "../gate/run-check.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { notProven } from "./faults.ts";
import { requireAgreed } from "./may-run.ts";
import type { MergeOrder } from "./merge-order.ts";
import { runChecks } from "./run-checks.ts";
import { setUp } from "./set-up.ts";
import { type Check, termsOf } from "./terms.ts";
import { runFolder, type Workshop } from "./workshop.ts";

/** Runs the gates again on the merged result, in a private checkout: two changes that pass alone may fail together. */
export async function proveMerged(shop: Workshop, order: Named, tip: string): Promise<Result<null>> {
  const stored = loadTicket(shop.backlog, order.ticket);
  if (!stored.ok) return stored;
  const agreed = requireAgreed(shop, stored.value.ticket);
  if (!agreed.ok) return agreed;
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const folder = join(runFolder(shop, order.id), "merged");
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  const added = await gitText(git, { cwd, args: ["worktree", "add", "--quiet", "--force", "--detach", folder, tip] });
  if (!added.ok) return added;
  const { checks } = termsOf(shop, stored.value.ticket);
  const proven = await checkMerged(shop, order, { folder, checks: withCi(shop, checks) });
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  return proven;
}

/** What running the gates needs to know of an order. */
type Named = Pick<MergeOrder, "id" | "ticket">;

interface Merged {
  readonly folder: string;
  readonly checks: readonly Check[];
}

async function checkMerged(shop: Workshop, order: Named, { folder, checks }: Merged): Promise<Result<null>> {
  const env = { DOCKET_ORDER: order.id, DOCKET_TICKET: order.ticket, DOCKET_WORKTREE: folder };
  const ready = await setUp(shop, folder, env);
  if (!ready.ok) return ready;
  const ran = await runChecks(shop, { order: order.id, folder, checks, env, name: "merged" });
  if (!ran.ok) return ran;
  const failed = ran.value.filter((check) => !hasPassed(check));
  if (failed.length === 0) return ok(null);
  const findings = failed.map(({ name, command }) => `merged with its base, ${name} (${command}) fails`);
  return err(notProven({ id: order.id, findings }));
}

function withCi({ settings }: Workshop, checks: readonly Check[]): readonly Check[] {
  const { ci } = settings.gates;
  return ci === undefined || ci === "" || checks.some(({ command }) => command === ci)
    ? checks
    : [...checks, { name: "ci", command: ci }];
}
