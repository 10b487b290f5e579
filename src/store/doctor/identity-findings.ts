import type { Finding } from "../../std/finding.ts";
import type { Examined, ExaminedTicket } from "./examined.ts";
import { finding } from "./rules.ts";

/** Files that carry an id which an earlier one has. */
export function identityFindings(examined: Examined): readonly Finding[] {
  return duplicates(examined).flatMap(([first, ...later]) =>
    later.map((ticket) =>
      finding("id-duplicate", ticket.path, {
        message: `${ticket.id} is also the id of ${first?.path}, which is older`,
        line: ticket.lines.get("id"),
        hint: "docket doctor --fix gives this one a new id; relations stay with the older one",
      }),
    ),
  );
}

/** Tickets that share an id, the one created first in front; of two as old the one whose file comes first. */
export function duplicates({ tickets }: Pick<Examined, "tickets">): readonly (readonly ExaminedTicket[])[] {
  const shared = [...Map.groupBy(tickets, ({ id }) => id).values()].filter((all) => all.length > 1);
  return shared.map((all) => all.toSorted((a, b) => compare(a.created, b.created) || compare(a.path, b.path)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
