const ORDER_ID = /^WO-([a-z0-9]{1,32})-([a-z0-9]{2,8})$/;

/** The one place that decides what the id of an order may look like. */
export const isOrderId = (text: string): boolean => ORDER_ID.test(text);

/** The ticket's part of an order's id: `k3f9q2` of `WO-k3f9q2-7d`. */
export const idOfTicketPart = (order: string): string | undefined => ORDER_ID.exec(order)?.[1];

/** The id of a new order for a ticket. */
const orderIdOf = (ticket: string, suffix: string): string => `WO-${ticket.slice(ticket.indexOf("-") + 1)}-${suffix}`;

/**
 * The id of a new order whose name is not used yet. Two characters are few: a ticket that is taken often meets a pair again, and then
 * a number makes the difference.
 */
export function freeOrderId(ticket: string, suffix: string, isUsed: (order: string) => boolean): string {
  const first = orderIdOf(ticket, suffix);
  if (!isUsed(first)) return first;
  let number = 2;
  while (isUsed(`${first}${number}`)) number += 1;
  return `${first}${number}`;
}

/** Whether an order is one that was begun with this suffix. */
export function hasSuffix(order: string, suffix: string): boolean {
  const last = order.slice(order.lastIndexOf("-") + 1);
  return last.startsWith(suffix) && /^\d*$/.test(last.slice(suffix.length));
}
