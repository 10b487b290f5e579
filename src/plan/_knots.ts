/**
 * Finds the knots of a graph: the largest groups of nodes in which each reaches each other over at least one edge.
 * A backlog nearly always has none, so nodes that cannot be part of one are peeled off first, in linear time and little memory.
 */
export function knots(edges: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const left = peel(edges);
  return left.size === 0 ? [] : components(edges, left);
}

/** Takes away nodes that nothing (left) points to, again and again; what remains lies on cycles or behind them. */
function peel(edges: readonly (readonly number[])[]): ReadonlySet<number> {
  const incoming = new Int32Array(edges.length);
  for (const targets of edges) for (const target of targets) incoming[target] = (incoming[target] ?? 0) + 1;
  const free: number[] = [];
  for (let node = 0; node < incoming.length; node += 1) if (incoming[node] === 0) free.push(node);
  for (const node of free) {
    for (const target of edges[node] ?? []) {
      const count = (incoming[target] ?? 0) - 1;
      incoming[target] = count;
      if (count === 0) free.push(target);
    }
  }
  const left = new Set<number>();
  if (free.length === edges.length) return left;
  for (let node = 0; node < incoming.length; node += 1) if ((incoming[node] ?? 0) > 0) left.add(node);
  return left;
}

interface Walk {
  readonly edges: readonly (readonly number[])[];
  readonly order: Map<number, number>;
  readonly low: Map<number, number>;
  readonly open: Set<number>;
  readonly stack: number[];
  readonly found: number[][];
}

/** Tarjan's strongly connected components, with a stack of its own so that a chain of any length fits. */
function components(edges: readonly (readonly number[])[], nodes: ReadonlySet<number>): readonly (readonly number[])[] {
  const walk: Walk = { edges, order: new Map(), low: new Map(), open: new Set(), stack: [], found: [] };
  for (const node of nodes) if (!walk.order.has(node)) visit(walk, node);
  return walk.found.filter((group) => group.length > 1 || pointsToItself(edges, group));
}

function visit(walk: Walk, root: number): void {
  const path: { readonly node: number; next: number }[] = [enter(walk, root)];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const target = walk.edges[top.node]?.[top.next];
    top.next += 1;
    if (target === undefined) {
      path.pop();
      leave(walk, top.node, path.at(-1)?.node);
    } else if (!walk.order.has(target)) {
      path.push(enter(walk, target));
    } else if (walk.open.has(target)) {
      lower(walk, top.node, walk.order.get(target) ?? 0);
    }
  }
}

function enter(walk: Walk, node: number): { readonly node: number; next: number } {
  const place = walk.order.size;
  walk.order.set(node, place);
  walk.low.set(node, place);
  walk.open.add(node);
  walk.stack.push(node);
  return { node, next: 0 };
}

function leave(walk: Walk, node: number, parent: number | undefined): void {
  const low = walk.low.get(node) ?? 0;
  if (parent !== undefined) lower(walk, parent, low);
  if (low !== walk.order.get(node)) return;
  const group = walk.stack.splice(walk.stack.lastIndexOf(node));
  for (const member of group) walk.open.delete(member);
  walk.found.push(group);
}

function lower(walk: Walk, node: number, place: number): void {
  if (place < (walk.low.get(node) ?? 0)) walk.low.set(node, place);
}

function pointsToItself(edges: readonly (readonly number[])[], group: readonly number[]): boolean {
  return group.some((node) => edges[node]?.includes(node));
}
