import { err, ok, type Result } from "../../std/result.ts";
import { orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { notTheHolder } from "../faults.ts";
import { readClaim, ticketIdOf } from "../read-claim.ts";
import type { Workshop } from "../workshop.ts";
import { writeHolder } from "./claims.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import { giveBack } from "./give-back.ts";
import { claimOfOrder, claimOn, isBusy, isOpenOrder, isUnclear, type Survey, whereabouts } from "./survey.ts";

/** Records of orders that nothing bears out. */
export const checkOrders: Check = async (shop, seen) => [
  ...seen.unreadable.map(({ id, fault }) =>
    disagreement("order-unreadable", {
      subject: id,
      file: orderPath(id),
      message: fault.message,
      hint: "mend it by hand, or take an earlier text out of the history of the backlog",
    }),
  ),
  ...seen.orders.filter(isOpenOrder).flatMap((order) => judgeOrder(shop, seen, order)),
];

function judgeOrder(shop: Workshop, seen: Survey, order: Order): readonly Disagreement[] {
  const told = { subject: order.id, file: orderPath(order.id) };
  const summary = seen.tickets.get(order.ticket);
  if (summary === undefined || summary.broken !== undefined) {
    const message = `${order.id} is ${order.state}, and its ticket ${order.ticket} ${summary === undefined ? "is not there" : "cannot be read"}`;
    return [disagreement("order-without-ticket", { ...told, message, hint: "docket doctor tells more" })];
  }
  if (isUnclear(seen, order.ticket) || isBusy(shop, seen, order.id) || claimOfOrder(seen, order) !== undefined)
    return [];
  // A person closed or parked what was in review: that is for the check of statuses, and no claim is missing.
  if (order.state === "done" && summary.status !== "review") return [];
  const row = claimOn(seen, order.ticket);
  if (row?.claim.state === "held") return isOpen(summary.status) ? [lostClaim(shop, order, row.claim.order)] : [];
  const others = seen.orders.filter((other) => other.ticket === order.ticket && isOpenOrder(other));
  if (others.length > 1) {
    const message = `${others.map(({ id }) => id).join(", ")} are all open for ${order.ticket}, and none holds it`;
    return [
      disagreement("order-duplicate", { ...told, message, hint: `docket take --over ORDER says which one counts` }),
    ];
  }
  if (whereabouts(shop, seen, order) === "unknown") {
    const message = `${order.id} by ${order.owner} is ${order.state}; nothing of it is in this clone`;
    return [disagreement("order-elsewhere", { ...told, message })];
  }
  return [unclaimed(shop, seen, order)];
}

function lostClaim(shop: Workshop, order: Order, holder: string): Disagreement {
  const reason = `Its ticket is held for ${holder} now.`;
  const message = `${order.id} is ${order.state}, but ${order.ticket} is held for ${holder}`;
  const mending = { action: `end ${order.id}; its branch stays`, act: () => giveBack(shop, order, reason) };
  return disagreement("order-lost-claim", { subject: order.id, file: orderPath(order.id), message }, mending);
}

/** A person's work goes on under a new claim while there is a branch to go on with; an engine's is given back. */
function unclaimed(shop: Workshop, seen: Survey, order: Order): Disagreement {
  const told = {
    subject: order.id,
    file: orderPath(order.id),
    message: `${order.id} by ${order.owner} is ${order.state}, and nobody holds ${order.ticket}`,
  };
  const goesOn = seen.branches.has(order.branch) && (order.holder === "person" || order.state === "done");
  return goesOn
    ? disagreement("order-without-claim", told, {
        action: `claim ${order.ticket} again for ${order.owner}`,
        act: () => claimAgain(shop, order),
      })
    : disagreement("order-without-claim", told, {
        action: `give ${order.ticket} back`,
        act: () => giveBack(shop, order, "Nobody held it any more."),
      });
}

async function claimAgain(shop: Workshop, order: Order): Promise<Result<unknown>> {
  const row = await readClaim(shop, order.ticket);
  if (!row.ok) return row;
  const now = row.value?.claim;
  if (now?.state === "held")
    return now.order === order.id
      ? ok(null)
      : err(notTheHolder({ id: order.id, holder: now.holder, asker: order.owner }));
  const ticket = ticketIdOf(order.ticket);
  if (!ticket.ok) return ticket;
  const by = { ...shop.author, actor: { ...shop.author.actor, name: order.owner } };
  const claim = await shop.claims.take({ ticket: ticket.value, order: order.id, by, kind: "person" });
  return claim.ok ? writeHolder(shop, order, claim.value) : claim;
}
