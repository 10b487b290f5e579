import type { Ticket } from "./model.ts";

/** How many criteria a ticket has to have: as many as the settings say, but of a slice only one, as it has a share of those of the whole. */
export const leastCriteria = ({ events }: Pick<Ticket, "events">, asked: number): number =>
  events[0]?.attributes.split_from === undefined ? asked : Math.min(1, asked);
