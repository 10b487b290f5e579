import { err, ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import type { Order } from "../store/orders/schema.ts";
import { baseUnknown, worktreeGone } from "./faults.ts";
import { requireTrust } from "./may-run.ts";
import { orderEnvironment } from "./order.ts";
import { setUp } from "./set-up.ts";
import type { Workshop } from "./workshop.ts";
import { absolutePath, makeBranch, makeWorktree, orderAt } from "./worktree.ts";

/**
 * Gives an order its checkout where it has none: in another clone, or after somebody removed it. Its branch is this clone's, else
 * the remote's, else it begins again where the order began. A folder that is in the place already is somebody's and stays.
 */
export async function standCheckout(shop: Workshop, order: Order): Promise<Result<void>> {
  const path = absolutePath(shop, order.worktree);
  if (orderAt(shop, path) === order.id) return ok(undefined);
  if (shop.backlog.world.files.stat(path) !== undefined)
    return err(worktreeGone({ id: order.id, path: order.worktree }));
  const trusted = shop.settings.orders.setUp.commands.length === 0 ? ok(undefined) : requireTrust(shop);
  if (!trusted.ok) return trusted;
  const begun = await standBranch(shop, order);
  if (!begun.ok) return begun;
  const { id, branch } = order;
  const made = await makeWorktree(shop, { order: id, branch, path, from: begun.value });
  if (!made.ok) return made;
  const port = order.port ?? null;
  return setUp(shop, path, orderEnvironment({ order: id, ticket: order.ticket, worktree: path, port }));
}

async function standBranch(shop: Workshop, order: Order): Promise<Result<string>> {
  const { id, branch } = order;
  const here = await commitAt(shop, `refs/heads/${branch}`);
  if (here !== undefined) return ok(here);
  const from = (await fetched(shop, branch)) ?? (await commitAt(shop, order.base_commit));
  if (from === undefined) return err(baseUnknown({ base: order.base_commit }));
  const made = await makeBranch(shop, { order: id, branch, path: order.worktree, from });
  return made.ok ? ok(from) : made;
}

/** The remote's branch, as far as it can be had: whoever is offline goes on with what this clone knows of it. */
async function fetched(shop: Workshop, branch: string): Promise<string | undefined> {
  const { remote } = shop.settings.claims;
  if (remote === "none") return undefined;
  const tracked = `refs/remotes/${remote}/${branch}`;
  const args = ["fetch", "--quiet", "--no-tags", remote, `+refs/heads/${branch}:${tracked}`];
  await shop.backlog.world.git.run({ cwd: shop.backlog.home.root, args });
  return commitAt(shop, tracked);
}

async function commitAt({ backlog }: Workshop, name: string): Promise<string | undefined> {
  const found = await gitText(backlog.world.git, {
    cwd: backlog.home.root,
    args: ["rev-parse", "--verify", "--quiet", `${name}^{commit}`],
  });
  return found.ok && found.value !== "" ? found.value : undefined;
}
