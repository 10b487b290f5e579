import type { Edit, NewEvent, Ticket } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import { newEvent } from "./records.ts";
import type { Workshop } from "./workshop.ts";

interface Leaving extends Pick<NewEvent, "refs" | "body"> {
  /** Where the ticket goes. */
  readonly to: string;
  readonly result: string;
}

interface Left {
  /** Where it is now. */
  readonly status: string;
  readonly edits: readonly Edit[];
}

/** What a ticket says when an attempt ends without its work: it goes on to a status, unless somebody parked or closed it meanwhile (I4). */
export function leaveTicket(shop: Workshop, ticket: Ticket, { to, result, ...said }: Leaving): Left {
  const { status: from } = ticket;
  const moves = from === "doing" || from === "review";
  const event = newEvent(shop, {
    ...said,
    kind: moves ? "status_changed" : "order",
    attributes: { ...(moves ? { from, to } : {}), result },
  });
  const edits: readonly Edit[] = [
    ...(moves ? [{ set: "status", to }] : []),
    ...(isOpen(from) ? [{ set: "assignee", to: undefined }] : []),
    event,
  ];
  return { status: moves ? to : from, edits };
}
