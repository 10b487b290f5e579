import type { Summary } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import { allCycles, buildGraph } from "./graph.ts";

/** Ties that say who waits for whom; the others tie tickets without an order. */
const EDGE_KINDS = ["depends_on", "blocks", "parent"] as const;

export type EdgeKind = (typeof EDGE_KINDS)[number];

/** A tie as the ticket `from` has it. */
export interface Edge {
  readonly from: string;
  readonly kind: EdgeKind;
  readonly to: string;
}

export interface PictureNode {
  readonly id: string;
  readonly title: string;
  /** `missing` when no ticket has this id. */
  readonly status: string;
}

/** Tickets and their ties, ready to be drawn. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly Edge[];
  /** Ties that fit the wish, those that are not shown included. */
  readonly total: number;
  /** Circles among the tickets shown. */
  readonly cycles: readonly (readonly string[])[];
}

export interface PictureWish {
  /** Only what hangs together with this ticket, over any number of ties. */
  readonly around?: string | undefined;
  /** Also ties between closed tickets. */
  readonly closed: boolean;
  /** At most this many ties. */
  readonly limit: number;
}

/** Picks the ties that are to be drawn, with the tickets at their ends. */
export function pictureOf(summaries: readonly Summary[], { around, closed, limit }: PictureWish): Picture {
  const known = new Map(summaries.map((summary) => [summary.id, summary]));
  const opens = new Set(summaries.filter(({ status }) => isOpen(status)).map(({ id }) => id));
  const wanted = summaries.flatMap(edgesOf).filter(({ from, to }) => closed || opens.has(from) || opens.has(to));
  const near = around === undefined ? undefined : component(wanted, around);
  const fitting = near === undefined ? wanted : wanted.filter(({ from }) => near.has(from));
  const edges = fitting.toSorted(byEnds).slice(0, limit);
  const ids = new Set([...(around === undefined ? [] : [around]), ...edges.flatMap(({ from, to }) => [from, to])]);
  const nodes = [...ids].sort().map((id) => {
    const summary = known.get(id);
    return { id, title: summary?.title ?? "", status: summary?.status ?? "missing" };
  });
  const shown = summaries.filter(({ id }) => ids.has(id));
  const cycles = allCycles(buildGraph(shown)).filter((cycle) => cycle.every((id) => ids.has(id)));
  return { nodes, edges, total: fitting.length, cycles };
}

function edgesOf({ id, depends_on, blocks, parent }: Summary): readonly Edge[] {
  return [
    ...[...new Set(depends_on)].map((to) => ({ from: id, kind: "depends_on" as const, to })),
    ...[...new Set(blocks)].map((to) => ({ from: id, kind: "blocks" as const, to })),
    ...(parent === "" ? [] : [{ from: id, kind: "parent" as const, to: parent }]),
  ];
}

/** Everything that is tied to a ticket, whichever way the ties point. */
function component(edges: readonly Edge[], start: string): ReadonlySet<string> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    push(neighbours, from, to);
    push(neighbours, to, from);
  }
  const seen = new Set([start]);
  // The set grows while it is walked: what is added comes up later.
  for (const id of seen) for (const next of neighbours.get(id) ?? []) seen.add(next);
  return seen;
}

function push(neighbours: Map<string, string[]>, id: string, other: string): void {
  const known = neighbours.get(id);
  if (known === undefined) neighbours.set(id, [other]);
  else known.push(other);
}

function byEnds(a: Edge, b: Edge): number {
  const [one, other] = [a, b].map(({ from, kind, to }) => `${from}\n${EDGE_KINDS.indexOf(kind)}\n${to}`);
  return (one ?? "") < (other ?? "") ? -1 : one === other ? 0 : 1;
}
