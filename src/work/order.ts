import { dirname, join } from "node:path";
import { err, ok, type Result } from "../std/result.ts";
import { orderNotFound } from "../store/faults.ts";
import { isOrderId } from "../store/orders/order-id.ts";
import { loadOrder, orderIdsOf, type StoredOrder } from "../store/orders/orders.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import type { Claim } from "./claims/claim.ts";
import { notTheHolder, orderNotRunning, worktreeGone } from "./faults.ts";
import { readClaim } from "./read-claim.ts";
import type { Taken } from "./taken.ts";
import type { Place, Workshop } from "./workshop.ts";
import { absolutePath, orderAt } from "./worktree.ts";

/** Finds an order by its own id, or the latest of a ticket by the ticket's. */
export function findOrder({ backlog }: Place, query: string): Result<StoredOrder> {
  if (isOrderId(query)) return loadOrder(backlog, query);
  const ticket = findTicket(backlog, query);
  if (!ticket.ok) return ticket.fault.code === "ticket-not-found" ? err(orderNotFound({ query })) : ticket;
  const orders = orderIdsOf(backlog, ticket.value.id).map((id) => loadOrder(backlog, id));
  const found = orders.flatMap((order) =>
    order.ok && order.value.order.ticket === ticket.value.id ? [order.value] : [],
  );
  const last = found.toSorted((a, b) => rank(b) - rank(a))[0];
  return last === undefined ? err(orderNotFound({ query })) : ok(last);
}

/** The attempt that is under way first, then the newest. Two clones may have made attempts of one number: then the one that came to a good end. */
const rank = ({ order: { state, merged_at_sha, attempt } }: StoredOrder): number => {
  const isOpen = state === "running" || (state === "done" && merged_at_sha === undefined);
  return (isOpen ? 1_000_000 : 0) + attempt + (state === "done" ? 0.5 : 0);
};

/** The order in whose checkout a folder lies. */
export function orderHere(shop: Place, cwd: string): string | undefined {
  let folder = cwd;
  for (;;) {
    if (shop.backlog.world.files.stat(join(folder, ".git")) !== undefined) return orderAt(shop, folder);
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** A running order that the caller may act on: its checkout and its claim. */
export interface Held {
  readonly stored: StoredOrder;
  readonly claim: Claim;
  readonly worktree: string;
}

/** Checks that an order runs, that its checkout stands, and that its claim is the one it was taken with. */
export async function heldOrder(shop: Workshop, id: string): Promise<Result<Held>> {
  const stored = findOrder(shop, id);
  if (!stored.ok) return stored;
  const { order } = stored.value;
  if (order.state !== "running" && order.state !== "done")
    return err(orderNotRunning({ id: order.id, state: order.state }));
  const row = await readClaim(shop, order.ticket);
  if (!row.ok) return row;
  const now = row.value?.claim;
  if (
    now === undefined ||
    now.order !== order.id ||
    now.state !== "held" ||
    now.token < order.token ||
    !isDriven(shop, now)
  ) {
    if (order.merged_at_sha !== undefined) return err(orderNotRunning({ id: order.id, state: "merged" }));
    return err(
      notTheHolder({ id: order.id, holder: now === undefined ? "nobody" : now.holder, asker: shop.author.actor.name }),
    );
  }
  const worktree = absolutePath(shop, order.worktree);
  if (orderAt(shop, worktree) !== order.id) return err(worktreeGone({ id: order.id, path: order.worktree }));
  return ok({ stored: stored.value, claim: now, worktree });
}

/** Refuses whoever does not hold the order: to end somebody's attempt, one takes it over first. A program acts for its taking. */
export function requireHolder({ author, token }: Pick<Workshop, "author" | "token">, claim: Claim): Result<void> {
  const { order, holder } = claim;
  const asker = author.actor.name;
  return holder === asker || token === claim.token ? ok(undefined) : err(notTheHolder({ id: order, holder, asker }));
}

/** Whether the claim is the taking that the caller's program drives; people act for whoever holds it. */
export const isDriven = ({ token }: Pick<Workshop, "token">, claim: Claim): boolean =>
  token === undefined || token === claim.token;

/** Variables for everything that is run for an order. */
export const orderEnvironment = ({
  order,
  ticket,
  worktree,
  port,
}: Pick<Taken, "order" | "ticket" | "worktree" | "port">): Readonly<Record<string, string>> => ({
  DOCKET_ORDER: order,
  DOCKET_TICKET: ticket,
  DOCKET_WORKTREE: worktree,
  ...(port === null ? {} : { DOCKET_PORT: String(port) }),
});
