import { posix } from "node:path";
import type { Finding } from "../../std/finding.ts";
import { idOfFileName } from "../../ticket/id.ts";
import type { Examined, ExaminedTicket } from "./examined.ts";
import { finding } from "./rules.ts";

/** Files that carry an id which an earlier one has. */
export function identityFindings(examined: Examined): readonly Finding[] {
  return duplicates(examined).flatMap(([first, ...later]) =>
    later.map((ticket) =>
      finding("id-duplicate", ticket.path, {
        message: `${ticket.id} is also the id of ${first?.path}, which comes first`,
        line: ticket.lines.get("id"),
        hint: "docket doctor --fix gives this one a new id; relations stay with the first",
      }),
    ),
  );
}

/**
 * Tickets that share an id, the one that keeps it in front: the one created first; of two as old the one whose file has the right
 * name, then the shorter name of a file and its copy. The same in every clone.
 */
export function duplicates({ tickets }: Pick<Examined, "tickets">): readonly (readonly ExaminedTicket[])[] {
  const shared = [...Map.groupBy(tickets, ({ id }) => id).values()].filter((all) => all.length > 1);
  return shared.map((all) =>
    all.toSorted((a, b) => compare(a.created, b.created) || misnamed(a) - misnamed(b) || compare(stem(a), stem(b))),
  );
}

const misnamed = ({ path, id }: ExaminedTicket): number => (idOfFileName(posix.basename(path)) === id ? 0 : 1);

const stem = ({ path }: ExaminedTicket): string => path.replace(/\.md$/, "");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
