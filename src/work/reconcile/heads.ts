import { join } from "node:path";
import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import { orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { gitDirOf } from "../base-checkout.ts";
import type { Workshop } from "../workshop.ts";
import { type Disagreement, disagreement } from "./disagreement.ts";
import { isWithin } from "./git-facts.ts";
import type { Survey } from "./survey.ts";

interface Place {
  readonly order: Order;
  readonly path: string;
}

/** Whether the worktree of an order stands on its branch. In the middle of a rebase or a bisection it rightly does not. */
export function judgeHead(shop: Workshop, seen: Survey, { order, path }: Place): readonly Disagreement[] {
  const real = shop.backlog.world.files.realPath(path);
  const here = seen.checkouts.find((one) => one.path === path || one.path === real);
  if (here === undefined || here.branch === order.branch || isUnderWay(shop, path)) return [];
  const where = here.branch ?? `no branch, at ${here.head.slice(0, 12)}`;
  const told = {
    subject: order.id,
    file: orderPath(order.id),
    message: `the worktree of ${order.id} is on ${where}, not on ${order.branch}`,
  };
  const act = () => goBack(shop, { order, path });
  return [disagreement("head-elsewhere", told, { action: `go back to ${order.branch}; commits are kept`, act })];
}

const UNDER_WAY = ["rebase-merge", "rebase-apply", "BISECT_LOG", "MERGE_HEAD", "CHERRY_PICK_HEAD"] as const;

function isUnderWay({ backlog }: Workshop, path: string): boolean {
  const { files } = backlog.world;
  const folder = gitDirOf(files, path);
  return folder !== undefined && UNDER_WAY.some((name) => files.stat(join(folder, name)) !== undefined);
}

/**
 * Commits on a HEAD without a branch go to the order's branch where they follow from it, else to a branch of their own. Then git itself
 * goes back, which refuses rather than overwrites.
 */
async function goBack(shop: Workshop, { order, path }: Place): Promise<Result<unknown>> {
  const { git } = shop.backlog.world;
  const ref = `refs/heads/${order.branch}`;
  const named = await gitText(git, { cwd: path, args: ["rev-parse", "HEAD", ref] });
  if (!named.ok) return named;
  const [head = "", tip = ""] = named.value.split("\n");
  const on = await gitText(git, { cwd: path, args: ["rev-parse", "--abbrev-ref", "HEAD"] });
  if (!on.ok) return on;
  const isDetached = on.value === "HEAD";
  if (isDetached && (await isWithin(shop, tip, head))) {
    const moved = await gitText(git, { cwd: path, args: ["update-ref", ref, head, tip] });
    // The files are those of the branch now, so nothing has to change but the name.
    return moved.ok ? gitText(git, { cwd: path, args: ["symbolic-ref", "HEAD", ref] }) : moved;
  }
  const kept = isDetached ? await keep(shop, { order, path }, head) : ok(null);
  return kept.ok ? gitText(git, { cwd: path, args: ["switch", "--quiet", "--no-guess", order.branch] }) : kept;
}

async function keep({ backlog }: Workshop, { order, path }: Place, head: string): Promise<Result<unknown>> {
  const { git } = backlog.world;
  const holders = await gitText(git, {
    cwd: path,
    args: ["for-each-ref", "--count=1", "--contains", head, "refs/heads/"],
  });
  if (!holders.ok || holders.value !== "") return holders;
  return gitText(git, { cwd: path, args: ["branch", `${order.branch}-kept-${head.slice(0, 10)}`, head] });
}
