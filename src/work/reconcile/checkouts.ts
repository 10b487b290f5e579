import { join } from "node:path";
import { err, ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import { orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { readText } from "../../store/state-file.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { gitDirOf } from "../base-checkout.ts";
import { notTrusted } from "../faults.ts";
import { orderEnvironment } from "../order.ts";
import { newEvent, record } from "../records.ts";
import { setUp } from "../set-up.ts";
import { isTrusted } from "../trust.ts";
import type { Workshop } from "../workshop.ts";
import { absolutePath, makeWorktree, orderAt, recordedPath } from "../worktree.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import { giveBack } from "./give-back.ts";
import { judgeHead } from "./heads.ts";
import { claimOfOrder, isBusy, isOpenOrder, isUnclear, type Survey } from "./survey.ts";

/** Worktrees and branches of open orders that this clone holds. */
export const checkCheckouts: Check = async (shop, seen) => {
  const mine = seen.orders.filter(
    (order) =>
      isOpenOrder(order) &&
      claimOfOrder(seen, order)?.claim.clone === seen.clone &&
      isOpen(seen.tickets.get(order.ticket)?.status ?? "done") &&
      !isUnclear(seen, order.ticket) &&
      !isBusy(shop, seen, order.id),
  );
  const found = await Promise.all(mine.map((order) => judgeCheckout(shop, seen, order)));
  return found.flat();
};

async function judgeCheckout(shop: Workshop, seen: Survey, order: Order): Promise<readonly Disagreement[]> {
  const path = absolutePath(shop, order.worktree);
  const isThere = orderAt(shop, path) === order.id;
  if (!seen.branches.has(order.branch)) return [await branchMissing(shop, order, isThere ? path : undefined)];
  if (isThere) return judgeHead(shop, seen, { order, path });
  const told = { subject: order.id, file: orderPath(order.id) };
  const elsewhere = seen.checkouts.find((one) => one.path !== path && orderAt(shop, one.path) === order.id);
  if (elsewhere !== undefined) {
    const message = `the worktree of ${order.id} is at ${recordedPath(shop, elsewhere.path)}, not at ${order.worktree}`;
    const act = () => writePlace(shop, order, elsewhere.path);
    return [disagreement("checkout-moved", { ...told, message }, { action: "write down where it is now", act })];
  }
  const message = `the worktree of ${order.id} is not at ${order.worktree}`;
  // A folder of somebody else's at that place is not touched.
  const isTaken = shop.backlog.world.files.stat(path) !== undefined;
  const hint = "move what is there to another place, then reconcile again";
  return isTaken
    ? [disagreement("checkout-missing", { ...told, message: `${message}; something else is there`, hint })]
    : [
        disagreement(
          "checkout-missing",
          { ...told, message },
          { action: `check ${order.branch} out there again`, act: () => makeAgain(shop, { order, path }) },
        ),
      ];
}

interface Place {
  readonly order: Order;
  readonly path: string;
}

async function makeAgain(shop: Workshop, { order, path }: Place): Promise<Result<unknown>> {
  const { id, branch, base_commit: from, ticket, port = null } = order;
  if (shop.settings.orders.setUp.commands.length > 0 && !isTrusted(shop))
    return err(notTrusted({ commands: shop.settings.orders.setUp.commands }));
  const made = await makeWorktree(shop, { order: id, branch, path, from });
  if (!made.ok) return made;
  return setUp(shop, path, orderEnvironment({ order: id, ticket, worktree: order.worktree, port }));
}

function writePlace(shop: Workshop, order: Order, path: string): Promise<Result<null>> {
  return record(shop, { ticket: order.ticket, order: order.id }, () => {
    const worktree = recordedPath(shop, path);
    const event = newEvent(shop, {
      kind: "order",
      attributes: { worktree },
      refs: [`order:${order.id}`],
      body: "Its worktree was moved.",
    });
    return ok({ ticket: [event], order: { worktree }, message: `note the place of ${order.id}` });
  });
}

/** A branch that is gone comes back from where it last stood, as far as that can be told; else the ticket goes back. */
async function branchMissing(shop: Workshop, order: Order, path: string | undefined): Promise<Disagreement> {
  const told = {
    subject: order.id,
    file: orderPath(order.id),
    message: `the branch ${order.branch} of ${order.id} is gone`,
  };
  const last = await lastTip(shop, order, path);
  if (last === undefined)
    return disagreement("branch-missing", told, {
      action: `give ${order.ticket} back`,
      act: () => giveBack(shop, order, `The branch ${order.branch} is gone.`),
    });
  return disagreement("branch-missing", told, {
    action: `make ${order.branch} again at ${last.slice(0, 12)}`,
    act: () => {
      const nothing = "0".repeat(last.length);
      const args = ["update-ref", `refs/heads/${order.branch}`, last, nothing];
      return gitText(shop.backlog.world.git, { cwd: shop.backlog.home.root, args });
    },
  });
}

/** What HEAD of the worktree last was by its own log, else the commit that was proven; only what git still has. */
async function lastTip(shop: Workshop, order: Order, path: string | undefined): Promise<string | undefined> {
  const { files, git } = shop.backlog.world;
  const folder = path === undefined ? undefined : gitDirOf(files, path);
  const log = folder === undefined ? undefined : readText(files, join(folder, "logs", "HEAD"));
  const logged = log?.trimEnd().split("\n").at(-1)?.split(" ")[1];
  for (const commit of [logged, order.verified_at_sha]) {
    if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) continue;
    const args = ["rev-parse", "--verify", "--quiet", `${commit}^{commit}`];
    const found = await gitText(git, { cwd: shop.backlog.home.root, args });
    if (found.ok) return found.value;
  }
  return undefined;
}
