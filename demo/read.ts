import { z } from "zod";

const list = z.object({ tickets: z.array(z.object({ id: z.string() })) });
const shown = z.object({
  ticket: z.object({
    title: z.string(),
    priority: z.string(),
    labels: z.array(z.string()),
    events: z.array(z.object({ body: z.string() })),
  }),
});

/** Ids in the answer of `docket list --json`. */
export const idsOf = (answer: unknown): readonly string[] => list.parse(answer).tickets.map((ticket) => ticket.id);

/** The ticket in the answer of `docket show --json`. */
export const oneTicket = (answer: unknown) => shown.parse(answer).ticket;

/** What was said in a ticket's thread. */
export const eventsOf = (answer: unknown): readonly string[] => oneTicket(answer).events.map((event) => event.body);
