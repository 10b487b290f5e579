import type { Finding } from "../../std/finding.ts";
import { isOpen } from "../../ticket/statuses.ts";
import type { Examined, ExaminedTicket, FindCircles } from "./examined.ts";
import { finding } from "./rules.ts";

/** Relations to nothing, and circles. */
export function relationFindings({ tickets, ids }: Examined, findCircles: FindCircles): readonly Finding[] {
  const byId = new Map<string, ExaminedTicket>(tickets.map((ticket) => [ticket.id, ticket]));
  // A closed ticket waits for nothing, so a circle through it holds nobody up.
  const open = tickets.filter(({ status }) => isOpen(status));
  const circles = [...findCircles(open.map(nodeOf)), ...duplicateCircles(byId)];
  return [
    ...tickets.flatMap((ticket) => dangling(ticket, ids)),
    ...circles.map((circle) => circleFinding(circle, byId)),
  ];
}

function dangling({ path, id, relations, lines }: ExaminedTicket, ids: ReadonlySet<string>): readonly Finding[] {
  return Object.entries(relations).flatMap(([kind, targets]) => {
    const all: readonly string[] = typeof targets === "string" ? [targets] : (targets ?? []);
    return all
      .filter((target) => !ids.has(target))
      .map((target) =>
        finding("relation-dangling", path, {
          message: `${kind} names ${target}, which does not exist`,
          line: lines.get(kind),
          hint: `take it away with: docket relate ${id} ${kind} ${target} --remove`,
        }),
      );
  });
}

function nodeOf({ id, relations }: ExaminedTicket): Parameters<FindCircles>[0][number] {
  return { id, depends_on: relations.depends_on, blocks: relations.blocks, parent: relations.parent ?? "" };
}

/** Tickets that are each other's duplicate, each circle once. */
function duplicateCircles(byId: ReadonlyMap<string, ExaminedTicket>): readonly (readonly string[])[] {
  const circles: string[][] = [];
  const seen = new Set<string>();
  for (const start of byId.keys()) {
    const way: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      way.push(at);
      at = byId.get(at)?.relations.duplicate_of;
    }
    const from = at === undefined ? -1 : way.indexOf(at);
    if (at !== undefined && from >= 0) circles.push([...way.slice(from), at]);
  }
  return circles;
}

function circleFinding(circle: readonly string[], byId: ReadonlyMap<string, ExaminedTicket>): Finding {
  const ticket = circle.map((id) => byId.get(id)).find((one) => one !== undefined);
  const kinds = ["depends_on", "blocks", "parent", "duplicate_of"];
  const line = kinds.map((kind) => ticket?.lines.get(kind)).find((at) => at !== undefined);
  return finding("relation-circle", ticket?.path ?? "", {
    message: `tickets wait for each other in a circle: ${circle.join(" → ")}`,
    line,
    hint: "take one of these relations away with docket relate … --remove, or use related",
  });
}
