import type { Ticket } from "../../ticket/model.ts";

/** Every ticket that a ticket names in a relation, whichever. */
export function relationTargets({ relations }: Ticket): ReadonlySet<string> {
  const { depends_on, blocks, related, supersedes, duplicate_of, parent } = relations;
  const single = [duplicate_of, parent].filter((id) => id !== undefined);
  return new Set([...depends_on, ...blocks, ...related, ...supersedes, ...single]);
}
