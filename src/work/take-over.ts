import { err, ok, type Result } from "../std/result.ts";
import { orderNotRunning, reasonNeeded } from "./faults.ts";
import { findOrder } from "./order.ts";
import { ticketIdOf } from "./read-claim.ts";
import { newEvent, record } from "./records.ts";
import { standCheckout } from "./stand-checkout.ts";
import type { Taken } from "./taken.ts";
import type { Workshop } from "./workshop.ts";

interface Wish {
  readonly query: string;
  readonly reason: string | undefined;
}

/** A person takes a running order from its holder: same branch and checkout, a new token, so that the old holder cannot publish. */
export async function takeOver(shop: Workshop, { query, reason }: Wish): Promise<Result<Taken>> {
  if (reason === undefined || reason.trim() === "") return err(reasonNeeded({ verb: "take --over" }));
  const found = findOrder(shop, query);
  if (!found.ok) return found;
  const { order } = found.value;
  if (order.state !== "running" && order.state !== "done")
    return err(orderNotRunning({ id: order.id, state: order.state }));
  const { id, ticket, title, branch, worktree, base, port } = order;
  const taken = { order: id, ticket, title, branch, worktree, base, port: port ?? null, fresh: true };
  if (shop.writing.dryRun) return ok({ ...taken, token: order.token, dryRun: true });
  const holder = shop.author.actor.name;
  const ticketId = ticketIdOf(order.ticket);
  if (!ticketId.ok) return ticketId;
  const wanted = { ticket: ticketId.value, order: order.id, by: shop.author, kind: "person" as const };
  const claim = await shop.claims.takeOver(wanted, reason);
  if (!claim.ok) return claim;
  const { token } = claim.value;
  const recorded = await record(shop, { ticket: order.ticket, order: order.id }, () => {
    const attributes = { taken_over_from: order.owner, token: String(token) };
    const event = newEvent(shop, { kind: "order", attributes, refs: [`order:${order.id}`], body: reason });
    return ok({
      ticket: [{ set: "assignee", to: holder }, event],
      order: { owner: holder, holder: "person", token },
      message: `take over ${order.id}`,
    });
  });
  if (!recorded.ok) return recorded;
  const stands = await standCheckout(shop, order);
  if (!stands.ok) return stands;
  return ok({ ...taken, token });
}
