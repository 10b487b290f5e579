const ORDER_ID = /^WO-([a-z0-9]{1,32})-([a-z0-9]{2,8})$/;

/** The one place that decides what the id of an order may look like. */
export const isOrderId = (text: string): boolean => ORDER_ID.test(text);

/** The ticket's part of an order's id: `k3f9q2` of `WO-k3f9q2-7d`. */
export const idOfTicketPart = (order: string): string | undefined => ORDER_ID.exec(order)?.[1];

/** The id of a new order for a ticket. */
export const orderIdOf = (ticket: string, suffix: string): string =>
  `WO-${ticket.slice(ticket.indexOf("-") + 1)}-${suffix}`;
