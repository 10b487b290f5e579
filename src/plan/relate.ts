import { err, ok, type Result } from "../std/result.ts";
import type { RelationKind, Summary } from "../ticket/model.ts";
import { relationCycle } from "./faults.ts";
import { buildGraph, findCycle } from "./graph.ts";

/** A relation somebody wants to add: `ticket` gets `kind: target`. */
export interface WantedRelation {
  readonly ticket: string;
  readonly kind: RelationKind;
  readonly target: string;
}

/** Refuses a relation that would make tickets wait for each other in a circle, or be each other's duplicate. */
export function checkRelation(summaries: readonly Summary[], wanted: WantedRelation): Result<void> {
  const cycle = cycleOf(summaries, wanted);
  return cycle === undefined ? ok(undefined) : err(relationCycle({ cycle }));
}

function cycleOf(
  summaries: readonly Summary[],
  { ticket, kind, target }: WantedRelation,
): readonly string[] | undefined {
  switch (kind) {
    case "depends_on":
      return findCycle(buildGraph(summaries), ticket, target);
    case "blocks":
    case "parent":
      return findCycle(buildGraph(withoutOldParent(summaries, { ticket, kind, target })), target, ticket);
    case "duplicate_of":
      return chainOf(summaries, ticket, target);
    default:
      return ticket === target ? [ticket, ticket] : undefined;
  }
}

/** A new parent replaces the old one, so the old one must not count. */
function withoutOldParent(summaries: readonly Summary[], { ticket, kind }: WantedRelation): readonly Summary[] {
  if (kind !== "parent") return summaries;
  return summaries.map((summary) => (summary.id === ticket ? { ...summary, parent: "" } : summary));
}

function chainOf(summaries: readonly Summary[], ticket: string, target: string): readonly string[] | undefined {
  const originals = new Map(summaries.map((summary) => [summary.id, summary.duplicate_of]));
  const chain = [ticket];
  for (let at = target; at !== "" && !chain.slice(1).includes(at); at = originals.get(at) ?? "") {
    chain.push(at);
    if (at === ticket) return chain;
  }
  return undefined;
}
