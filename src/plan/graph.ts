import type { Summary } from "../ticket/model.ts";
import { knots } from "./_knots.ts";
import { shortestPath } from "./_path.ts";

/** What the graph reads of a ticket. */
export type Node = Pick<Summary, "id" | "depends_on" | "blocks" | "parent">;

/**
 * Who waits for whom: an edge a → b means that a cannot be finished before b.
 *
 *   a depends_on b   a → b
 *   b blocks a       a → b
 *   b has parent a   a → b   (a parent waits for its children)
 *
 * Ids that no summary carries are nodes without edges of their own: a dangling relation is not a cycle.
 */
export interface Graph {
  /** Every id that some relation names or comes from, in the order it was first met; the others cannot be on a path. */
  readonly ids: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** By number: what the node waits for. May name the same node twice. */
  readonly waitsFor: readonly (readonly number[])[];
}

/** Builds the graph in one pass over the tickets. */
export function buildGraph(nodes: Iterable<Node>): Graph {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  const waitsFor: number[][] = [];
  const number = (id: string): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, ids.length);
    waitsFor.push([]);
    return ids.push(id) - 1;
  };
  for (const node of nodes) {
    if (node.depends_on.length === 0 && node.blocks.length === 0 && node.parent === "") continue;
    const self = number(node.id);
    for (const target of node.depends_on) waitsFor[self]?.push(number(target));
    for (const target of node.blocks) waitsFor[number(target)]?.push(self);
    if (node.parent !== "") waitsFor[number(node.parent)]?.push(self);
  }
  return { ids, numbers, waitsFor };
}

/**
 * Finds the cycle that a new edge `from → to` would close: the ids on it, beginning and ending with `from`.
 * Undefined when the edge closes none. The shortest one is given, as it is the easiest to understand.
 */
export function findCycle(graph: Graph, from: string, to: string): readonly string[] | undefined {
  if (from === to) return [from, from];
  const start = graph.numbers.get(to);
  const goal = graph.numbers.get(from);
  if (start === undefined || goal === undefined) return undefined;
  const path = shortestPath(graph.waitsFor, start, goal);
  return path === undefined ? undefined : [from, ...names(graph, path)];
}

/** One cycle for each knot of tickets that wait for each other, beginning and ending with its smallest id. */
export function allCycles(graph: Graph): readonly (readonly string[])[] {
  return knots(graph.waitsFor)
    .map((knot) => cycleWithin(graph, knot))
    .sort((a, b) => compare(a[0] ?? "", b[0] ?? ""));
}

/** The ids of all tickets that lie on a cycle. */
export function idsInCycles(graph: Graph): ReadonlySet<string> {
  return new Set(knots(graph.waitsFor).flatMap((knot) => names(graph, knot)));
}

/** In a knot every node reaches every other, so the shortest way from a successor back to the start closes a cycle. */
function cycleWithin(graph: Graph, knot: readonly number[]): readonly string[] {
  const members = new Set(knot);
  const [start] = [...knot].sort((a, b) => compare(graph.ids[a] ?? "", graph.ids[b] ?? ""));
  if (start === undefined) return [];
  const ways = (graph.waitsFor[start] ?? [])
    .filter((next) => members.has(next))
    .map((next) => shortestPath(graph.waitsFor, next, start) ?? [])
    .sort((a, b) => a.length - b.length);
  return names(graph, [start, ...(ways[0] ?? [])]);
}

const names = (graph: Graph, numbers: readonly number[]): readonly string[] =>
  numbers.map((number) => graph.ids[number] ?? "");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
